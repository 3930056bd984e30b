/** A review as plain data. Each format shows the same data, in the same order. */
import type { Words } from './words';

/** The review of one or several environments. */
export interface ReviewView {
  /** The environments, riskiest first. */
  readonly environments: readonly ReviewedEnvironment[];
}

/** The review of an environment. */
export interface ReviewedEnvironment {
  /** The name of the environment. */
  readonly name: string;
  /** The source of the changes: a plan of Terraform, or two configurations. */
  readonly source: 'plan' | 'configurations';
  /** The warnings that come before everything else: a failed plan, resources that the plan left out. */
  readonly warnings: readonly Words[];
  /** The risks of the change, for `--fail-on`. */
  readonly risks: readonly Risk[];
  /** Sentences about the documents that the report can't show, because Terraform knows them only after the apply. */
  readonly unknowns: readonly Words[];
  /** The losses: messages, logs, the history of executions, the next run; also the jobs that do not run any more. */
  readonly losses: readonly Words[];
  /** The changes that several jobs have. The jobs do not repeat them. */
  readonly common: readonly CommonChange[];
  /** The jobs that change, riskiest first. */
  readonly jobs: readonly ReviewedJob[];
  /** The number of jobs that do not change. */
  readonly unchangedJobs: number;
  /** The changes of the resources that the jobs share: the alarms, the dashboard, the lock table. */
  readonly shared: ReviewedPart;
  /** The changes of permissions. */
  readonly permissions: readonly ReviewedPermission[];
  /** The differences of definitions, policies and patterns, which a reader opens. */
  readonly details: readonly ReviewedDetail[];
  /** The resources that change, by action and address. */
  readonly resources: readonly ReviewedResource[];
  /** The changes of resources that this program did not create. */
  readonly otherResources: readonly ReviewedResource[];
  /** The changes that were made in AWS outside Terraform since the last apply. */
  readonly drift: readonly ReviewedResource[];
}

/**
 * The risks of a change:
 *
 * - `destroy`: a job, or a resource that has data or runs, is deleted; also every resource that this program did not create
 * - `replace`: a resource is replaced, except for a task definition, whose old revision stays
 * - `permissions`: a role gets a permission, or may get one
 * - `unknown`: the report can't show a change, because the plan is not complete or a document is unknown
 */
export const risks = ['destroy', 'replace', 'permissions', 'unknown'] as const;
/** A risk of a change. */
export type Risk = (typeof risks)[number];

/** The action on a job. `moved` changes only addresses in the state. */
export type JobAction = 'deleted' | 'replaced' | 'changed' | 'added' | 'moved';

/** The change of a job, or of the resources that the jobs share. */
export interface ReviewedPart {
  /** A row for each aspect that changes. */
  readonly rows: readonly ReviewedRow[];
  /** Sentences about the change: the runs on the day of the deploy, the parts that stay unchanged. */
  readonly notes: readonly Words[];
}

/** The change of a job. */
export interface ReviewedJob extends ReviewedPart {
  /** The name of the job. */
  readonly name: string;
  /** The kind of the job in words: `scheduled job`. */
  readonly label: string;
  /** The action on the job. */
  readonly action: JobAction;
  /** A sentence about a job that stays and does not run any more; `undefined` for every other job. */
  readonly stopped: Words | undefined;
}

/** A change that several jobs have. */
export interface CommonChange extends ReviewedPart {
  /** The names of the jobs. */
  readonly jobs: readonly string[];
  /** Whether these are all jobs that exist before and after the change. */
  readonly isAll: boolean;
}

/** One aspect of a job: its schedule, its command, its size. */
export interface ReviewedRow {
  /** The aspect, such as `schedule` or `next three runs`. The name of an argument in it is a value. */
  readonly aspect: Words;
  /** The lines before the change; no line if the aspect did not exist. */
  readonly before: readonly Words[];
  /** The lines after the change; no line if the aspect does not exist any more. */
  readonly after: readonly Words[];
}

/** Actions that become possible or impossible for a principal. */
export interface ReviewedPermission {
  /**
   * Whether the statement is new (`+`) or removed (`-`). A `?` has no actions. Its only condition is a sentence about
   * the policy that is unknown before the apply.
   */
  readonly sign: '+' | '-' | '?';
  /** Who gets the permission: the name of a role, or the principal of a queue's policy. */
  readonly who: string;
  /**
   * What gives the permission: a policy of the role, the trust policy of a role, the policy of a queue, or a policy that
   * other roles can have.
   */
  readonly givenBy: 'role' | 'trust' | 'queue' | 'policy';
  /** Whether the statement allows or denies. */
  readonly effect: 'Allow' | 'Deny';
  /** The actions of IAM, such as `ecs:RunTask`. */
  readonly actions: readonly string[];
  /** The ARNs or patterns. */
  readonly resources: readonly string[];
  /** The conditions, such as `aws:SourceAccount is 123456789012`. */
  readonly conditions: readonly Words[];
}

/** A long part that a reader opens. */
export interface ReviewedDetail {
  /** The kind, in the order in which they are dropped from a report that is too long. */
  readonly kind: 'definition' | 'policy' | 'pattern';
  /** The title, such as the name of the job and of the document. */
  readonly title: Words;
  /** The lines of the difference. */
  readonly lines: readonly DifferenceLine[];
}

/** A line of a difference. */
export interface DifferenceLine {
  /**
   * `-` for a line before the change, `+` for a line after it, a space for an equal line, `…` for lines that are left
   * out.
   */
  readonly sign: '-' | '+' | ' ' | '…';
  /** The text of the line; a format escapes it. */
  readonly text: string;
}

/** A resource that changes. */
export interface ReviewedResource {
  /** The address. */
  readonly address: string;
  /** The action of Terraform, in words: `replaced because of group_name`. */
  readonly action: Words;
}
