// Prints the next runs of each request by croner. Usage: node next-runs.mjs <node_modules/croner/dist/croner.js>
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const { Cron } = await import(pathToFileURL(process.argv[2]).href);
for (const line of readFileSync(0, 'utf8').split('\n')) {
  if (line === '') continue;
  const { dialect, fields, from, count } = JSON.parse(line);
  let runs;
  try {
    const cron = new Cron(fields, {
      mode: dialect === 'unix' ? '5-part' : '6-part',
      // In Quartz, Sunday is 1. In Spring, a day must match both day fields.
      alternativeWeekdays: dialect === 'quartz',
      domAndDow: dialect !== 'unix',
      timezone: 'Etc/UTC',
      paused: true,
    });
    runs = cron.nextRuns(count, new Date(from)).map((run) => run.toISOString());
  } catch (error) {
    runs = String(error);
  }
  process.stdout.write(`${JSON.stringify(runs)}\n`);
}
