/** The facts that differ between the kinds of jobs. */
import type { NamedResource } from '../aws/name-limits';
import type { Path } from '../config/issues/issues';
import type { EnvConfig } from '../config/env-config';
import type { RunJobConfig } from '../config/schema/job';
import type { ValidParts } from '../config/valid-parts';
import type { JobAlarm } from './alarms/job-alarm';
import type { BuildContext } from './build-context';
import type { Placeholders } from './placeholders';
import type { EcsClusterTarget, StateMachineTarget } from './run/targets';
import type { Enablement, EventRule, Schedule } from './triggers/triggers';

/** The properties of a job in a form that is the same for every kind of job. */
export interface JobTraits {
  /** Whether the job's triggers are on. */
  readonly state: Enablement;
  /** The kind of the target that runs the job's tasks. */
  readonly targetKind: (EcsClusterTarget | StateMachineTarget)['kind'] | 'ecs_service';
  /** The job's own state machine. */
  readonly stateMachine: StateMachineTarget | undefined;
  /** The EventBridge rule that starts the job or fills its queue. */
  readonly rule: EventRule | undefined;
  /** The schedules that start the job or fill its queue. */
  readonly schedules: readonly Schedule[];
  /** The names of the job's queues, except the dead-letter queue of its rule and schedules. */
  readonly queueNames: readonly string[];
  /** Alarms on the job's resources. */
  readonly alarms: readonly JobAlarm[];
}

/** A kind of jobs: one section of the configuration. `kinds.ts` lists all of them. */
export interface JobKind<Job extends { readonly type: string }> {
  /** The type of the jobs of this kind: the singular of `section`. */
  readonly type: Job['type'];
  /** The section of the configuration that has the jobs of this kind. */
  readonly section: `${Job['type']}s`;
  /** The kind's name in lists, as an adjective: `file upload`. */
  readonly label: string;
  /** The resources that are named after a job. A rule checks the lengths of their names. */
  readonly namedResources: readonly NamedResource[];
  /** Returns the placeholders of a job's command and environment variables. */
  readonly placeholders: (parts: ValidParts, jobName: string) => Placeholders;
  /** The author of the text that replaces a placeholder, and an example of such a placeholder. */
  readonly untrusted: { readonly author: string; readonly placeholder: string };
  /** The path from a job's configuration to the fields of its EventBridge rule. */
  readonly rulePath: Path;
  /** The path from a job's configuration to the fields of its schedules. */
  readonly schedulePath: Path;
  /** Returns the configuration of the jobs, by name. */
  readonly configs: (config: EnvConfig) => Readonly<Record<string, RunJobConfig>>;
  /** Builds the jobs of an environment, in the order of their names. */
  readonly build: (context: BuildContext) => readonly Job[];
  /** Returns the properties of a job in a form that is the same for every kind. */
  readonly traits: (job: Job) => JobTraits;
}
