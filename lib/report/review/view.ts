/** A review as plain data: what every format shows, in the order in which it is read. */
import type { Words } from './words';

/** The review of one or several environments. */
export interface ReviewView {
  /** The environments, riskiest first. */
  readonly environments: readonly ReviewedEnvironment[];
}

/** What a change does to an environment. */
export interface ReviewedEnvironment {
  /** The name of the environment. */
  readonly name: string;
  /** Where the change was read. */
  readonly source: 'plan' | 'configurations';
  /** What a reader must know before everything else: a failed plan, resources that the plan left out. */
  readonly warnings: readonly Words[];
  /** The risks of the change, for `--fail-on`. */
  readonly risks: readonly Risk[];
  /** What the report can't show, because Terraform knows it only after the apply. */
  readonly unknowns: readonly Words[];
  /** What is lost: messages, logs, the history of executions, the next run. */
  readonly losses: readonly Words[];
  /** The jobs that change, riskiest first. */
  readonly jobs: readonly ReviewedJob[];
  /** The number of jobs that do not change. */
  readonly unchangedJobs: number;
  /** Changes of what the jobs share, in the form of a job: the alarms, the dashboard, the table of locks. */
  readonly shared: ReviewedPart;
  /** What becomes possible or impossible for the roles. */
  readonly permissions: readonly ReviewedPermission[];
  /** The long parts, which a reader opens: differences of definitions and policies. */
  readonly details: readonly ReviewedDetail[];
  /** The resources that change, by action and address. */
  readonly resources: readonly ReviewedResource[];
  /** What Terraform does to resources that this program did not create. */
  readonly otherResources: readonly ReviewedResource[];
  /** What somebody changed in AWS since the last apply. */
  readonly drift: readonly ReviewedResource[];
}

/**
 * The risks of a change:
 *
 * - `destroy`: a resource is deleted
 * - `replace`: a resource is replaced, except for a task definition, whose old revision stays
 * - `permissions`: a role gets a permission, or may get one
 * - `unknown`: the report can't show a change, because the plan is not complete or a document is unknown
 */
export const risks = ['destroy', 'replace', 'permissions', 'unknown'] as const;
/** A risk of a change. */
export type Risk = (typeof risks)[number];

/** What happens to a job. `moved` changes only addresses in the state. */
export type JobAction = 'deleted' | 'replaced' | 'changed' | 'added' | 'moved';

/** A change of something that several jobs use, or of a job. */
export interface ReviewedPart {
  /** What was before, and what is after, for each aspect that changes. */
  readonly rows: readonly ReviewedRow[];
  /** Sentences about the change that need no table: what happens on the day of the deploy, what stays as it is. */
  readonly notes: readonly Words[];
}

/** The change of a job. */
export interface ReviewedJob extends ReviewedPart {
  /** The name of the job. */
  readonly name: string;
  /** The kind of the job in words: `scheduled job`. */
  readonly label: string;
  /** What happens to it. */
  readonly action: JobAction;
}

/** One aspect of a job: its schedule, its command, its size. */
export interface ReviewedRow {
  /** The aspect, such as `schedule` or `next three runs`. */
  readonly aspect: string;
  /** The lines before the change; none if the aspect did not exist. */
  readonly before: readonly Words[];
  /** The lines after the change; none if the aspect does not exist any more. */
  readonly after: readonly Words[];
}

/** An action that becomes possible or impossible for a role. */
export interface ReviewedPermission {
  /**
   * Whether the statement is new (`+`) or removed (`-`). A `?` has no actions: the conditions hold the sentence that says
   * what nobody knows before the apply.
   */
  readonly sign: '+' | '-' | '?';
  /** Who gets the permission: the name of a role, or the principal of a queue's policy. */
  readonly who: string;
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
  /** `-` for a line of before, `+` for a line of after, a space for both, `…` for lines that are left out. */
  readonly sign: '-' | '+' | ' ' | '…';
  /** The text of the line; a format escapes it. */
  readonly text: string;
}

/** A resource that changes. */
export interface ReviewedResource {
  /** The address. */
  readonly address: string;
  /** What Terraform does, in words: `replaced because of group_name`. */
  readonly action: Words;
}
