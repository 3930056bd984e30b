import type { Path } from '../../config/issues/issues';
import { jobSectionNames, type JobSection } from '../../config/schema/environment-sections';
import type { EnvironmentJobs } from '../../jobs/environment';

/** The fields of a task that the checks of commands and variables read. */
interface ConfiguredTask {
  readonly task_command?: readonly string[] | undefined;
  readonly environment_variables?: Readonly<Record<string, string>> | undefined;
  readonly allow_code_placeholder?: string | undefined;
}

interface ConfiguredJob extends ConfiguredTask {
  readonly description?: string | undefined;
  readonly steps?:
    readonly (ConfiguredTask & { readonly parallel?: readonly ConfiguredTask[] | undefined })[] | undefined;
  readonly on_failure?: ConfiguredTask | undefined;
}

/** A task as it is configured, and its path. */
export interface TaskEntry {
  /** Fields of the map that configures the task. */
  readonly task: ConfiguredTask;
  /** The path of the map that configures the task. */
  readonly path: Path;
  /** Section of the task's job. */
  readonly section: JobSection;
  /** The name of the task's job. */
  readonly name: string;
}

/** A job as it is configured, with its section, name and path. */
interface JobEntry extends Pick<TaskEntry, 'path' | 'section' | 'name'> {
  readonly job: ConfiguredJob;
}

/** Returns the jobs of all kinds as they are configured, with their paths. */
export function configuredJobs({ config }: EnvironmentJobs): readonly JobEntry[] {
  const sections: Readonly<Record<JobSection, Readonly<Record<string, ConfiguredJob>>>> = {
    file_upload_jobs: config.fileUploadJobs,
    scheduled_jobs: config.scheduledJobs,
    queue_worker_jobs: config.queueWorkerJobs,
    event_jobs: config.eventJobs,
  };
  return jobSectionNames.flatMap((section) =>
    Object.entries(sections[section]).map(([name, job]) => ({ job, section, name, path: [section, name] })),
  );
}

/** Returns all tasks of the configuration: the tasks of jobs, of steps and of `on_failure`. */
export function configuredTasks(environment: EnvironmentJobs): readonly TaskEntry[] {
  return configuredJobs(environment).flatMap(({ job, path, section, name }) =>
    [
      { task: job, path },
      ...(job.steps ?? []).flatMap((step, index) => [
        { task: step, path: [...path, 'steps', index] },
        ...(step.parallel ?? []).map((task, inner) => ({
          task,
          path: [...path, 'steps', index, 'parallel', inner],
        })),
      ]),
      ...(job.on_failure === undefined ? [] : [{ task: job.on_failure, path: [...path, 'on_failure'] }]),
    ].map((task) => ({ ...task, section, name })),
  );
}
