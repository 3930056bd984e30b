import type { EnvironmentJobs } from '../../jobs/environment';
import { stateOf, targetKindOf, type Job, type ScheduledJob } from '../../jobs/job';
import { jobKinds } from '../../jobs/kinds';
import { printable, describeUploads } from '../upload-patterns';

/** A job as one line of a list. */
interface JobLine {
  readonly name: string;
  readonly kind: string;
  readonly startedBy: string;
  readonly runs: string;
}

/** What a synthesis made: for each environment its jobs, and where its Terraform JSON is. */
export function renderSynthesis(
  environments: readonly EnvironmentJobs[],
  pathOf: (environmentName: string) => string,
): string {
  const blocks = environments.map(({ config, jobs }) => {
    const lines = jobs.map(jobLine);
    const width = (of: (line: JobLine) => string): number =>
      Math.max(0, ...lines.map((line) => of(line).length));
    const [names, kinds, starts] = [
      width(({ name }) => name),
      width(({ kind }) => kind),
      width(({ startedBy }) => startedBy),
    ];
    return [
      `${config.name}  ${pathOf(config.name)}`,
      ...(lines.length === 0 ? ['  no jobs'] : []),
      ...lines.map(({ name, kind, startedBy, runs }) =>
        `  ${name.padEnd(names)}  ${kind.padEnd(kinds)}  ${startedBy.padEnd(starts)}  ${runs}`.trimEnd(),
      ),
      '',
    ].join('\n');
  });
  return blocks.join('\n');
}

function jobLine(job: Job): JobLine {
  const runs = { ecs_cluster: 'ECS cluster', state_machine: 'state machine', ecs_service: 'ECS service' }[
    targetKindOf(job)
  ];
  return {
    name: job.name,
    kind: jobKinds[job.type].label,
    startedBy: startOf(job),
    runs: stateOf(job) === 'DISABLED' ? `${runs} (disabled)` : runs,
  };
}

function startOf(job: Job): string {
  switch (job.type) {
    case 'file_upload_job':
      return describeUploads(job.rule);
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

/** The same for programs. */
export function synthesisToJson(
  environments: readonly EnvironmentJobs[],
  pathOf: (environmentName: string) => string,
): string {
  const value = {
    environments: environments.map(({ config, jobs }) => ({
      name: config.name,
      path: pathOf(config.name),
      jobs: jobs.map((job) => ({
        name: job.name,
        type: job.type,
        target: targetKindOf(job),
        state: stateOf(job),
      })),
    })),
  };
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
