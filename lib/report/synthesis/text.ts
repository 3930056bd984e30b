import { stateOf, targetKindOf, type Job, type ScheduledJob } from '../../jobs/job';
import { jobKinds } from '../../jobs/kinds';
import { escapeControlCharacters } from '../../text/escape-control-characters';
import { describeEvents } from '../event-patterns';
import { printable, describeUploads } from '../upload-patterns';
import type { SynthesisView } from './view';

/** The columns of a job's line. */
interface JobLine {
  readonly name: string;
  readonly kind: string;
  readonly trigger: string;
  readonly target: string;
}

/** Renders each environment's path and a line for each of its jobs. */
export function renderSynthesis(environments: readonly SynthesisView[]): string {
  const blocks = environments.map(({ name: environment, path, jobs }) => {
    const lines = jobs.map(jobLine);
    const width = (column: (line: JobLine) => string): number =>
      Math.max(0, ...lines.map((line) => column(line).length));
    const [names, kinds, triggers] = [
      width(({ name }) => name),
      width(({ kind }) => kind),
      width(({ trigger }) => trigger),
    ];
    return [
      `${environment}  ${escapeControlCharacters(path)}`,
      ...(lines.length === 0 ? ['  no jobs'] : []),
      ...lines.map(({ name, kind, trigger, target }) =>
        `  ${name.padEnd(names)}  ${kind.padEnd(kinds)}  ${trigger.padEnd(triggers)}  ${target}`.trimEnd(),
      ),
      '',
    ].join('\n');
  });
  return blocks.join('\n');
}

function jobLine(job: Job): JobLine {
  const target = { ecs_cluster: 'ECS cluster', state_machine: 'state machine', ecs_service: 'ECS service' }[
    targetKindOf(job)
  ];
  return {
    name: job.name,
    kind: jobKinds[job.type].label,
    trigger: triggerOf(job),
    target: stateOf(job) === 'DISABLED' ? `${target} (disabled)` : target,
  };
}

function triggerOf(job: Job): string {
  switch (job.type) {
    case 'file_upload_job':
      return describeUploads(job.rule);
    case 'event_job':
      return describeEvents(job.rule);
    case 'scheduled_job':
      return scheduleOf(job);
    case 'queue_worker_job':
      return printable(`messages in ${job.queue.name}`);
  }
}

function scheduleOf({ schedules: [first, ...others] }: ScheduledJob): string {
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return printable(`${first.expression}${more} ${first.timezone}`);
}
