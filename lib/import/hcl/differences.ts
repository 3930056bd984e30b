import { isImportedMap, type ImportedEntry, type ImportedMap, type RunDifference } from '../origin';
import type { ServiceModule } from './service-module';

/** Which kinds of jobs were imported. */
export interface ImportedKinds {
  /** Whether there are scheduled jobs. */
  readonly hasScheduledJobs: boolean;
  /** Whether there are upload jobs. */
  readonly hasUploadJobs: boolean;
}

/** Returns how the runs differ from those of template-infra's module. docs/adopting/from-template-infra.md explains each. */
export function listDifferences(
  { hasScheduledJobs, hasUploadJobs }: ImportedKinds,
  { hasUploadStateMachine }: ServiceModule,
  switchedOff: readonly RunDifference[],
): readonly RunDifference[] {
  const differences: RunDifference[] = [...switchedOff];
  const add = (subject: string, text: string): void => {
    differences.push({ subject, text });
  };
  if (hasScheduledJobs) {
    add(
      'time zone',
      'UTC before and after. Set schedule_expression_timezone if a job must follow local time',
    );
    add(
      'delivery.maximum_retry_attempts',
      'template-infra set 0, so the Scheduler dropped a run that it could not start. Now it tries again for up to one day. Set 0 to keep the old behavior',
    );
  }
  if (hasScheduledJobs || hasUploadJobs) {
    add('retry', 'a task that fails is not run again, before and after. Set retry to change this');
    add(
      'timeout_seconds',
      'a task that hangs runs until someone stops it, before and after. Set timeout_seconds',
    );
    add(
      'rejected launches',
      'template-infra had no retry. Now a state machine repeats a launch that ECS rejects for capacity or throttling',
    );
    add(
      'task definition',
      'template-infra fixed the revision at each deployment of the service. Now each run uses the latest revision',
    );
    add('tracing', 'template-infra switched X-Ray on. Now it is off; set tracing: true to keep it');
    add(
      'workspaces',
      'only the workspace "default" was imported. Temporary environments of other workspaces had jobs too; they have none now',
    );
  }
  if (hasUploadJobs && hasUploadStateMachine === undefined)
    add(
      'target',
      'init did not find modules/service. Since October 2024, it runs upload jobs in a state machine. If yours does, add target: state_machine to each upload job',
    );
  if (hasUploadJobs)
    add(
      'object keys',
      'template-infra puts the key into a JSON text, so a key with a quote could change the command. Now each key is one argument, unchanged',
    );
  return differences;
}

/** Returns the jobs that lack a value in an environment, so that `convertJobs` switched them off. */
export function listSwitchedOff(environments: ReadonlyMap<string, ImportedMap>): readonly RunDifference[] {
  const names = new Map<string, string[]>();
  for (const [environment, { entries }] of environments)
    for (const section of entries)
      for (const job of fieldsIn(section))
        if (job.kind === 'field' && fieldsIn(job).some(({ kind }) => kind === 'comment')) {
          const path = `${section.kind === 'field' ? section.key : ''}.${job.key}`;
          names.set(path, [...(names.get(path) ?? []), environment]);
        }
  return [...names].map(([subject, where]) => ({
    subject,
    text: `switched off in ${where.join(', ')}, because a value is missing. Write the value, and remove state: DISABLED`,
  }));
}

function fieldsIn(entry: ImportedEntry): readonly ImportedEntry[] {
  return entry.kind === 'field' && isImportedMap(entry.value) && entry.key !== 'service'
    ? entry.value.entries
    : [];
}
