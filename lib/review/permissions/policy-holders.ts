/** Finds the policies of roles and queues, and the trust policies of roles, before and after a change. */
import {
  sensitiveValue,
  type PlannedEnvironment,
  type PlanObject,
  type ResourceChange,
} from '../planned-environment';

/** The role, queue or policy to which statements belong. */
export type PolicyHolder =
  /** A role with policies. */
  | { readonly kind: 'role'; readonly name: string }
  /** A role as a resource: its trust policy lists the principals that may assume the role. */
  | { readonly kind: 'trust'; readonly name: string }
  /** A queue as a resource. */
  | { readonly kind: 'queue'; readonly name: string }
  /** A policy that this program attaches to no role. Other roles can attach it. */
  | { readonly kind: 'policy'; readonly name: string };

/** A policy: its JSON, or the reason why the plan does not show it. */
export type PolicyText = { readonly name: string } & (
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'hidden';
      readonly why: 'unknown' | 'sensitive' | 'elsewhere';
      /** Whether Terraform does not change the policy, so that it is the same on both sides. */
      readonly isKept: boolean;
    }
);

/** The policies of a holder. */
export interface HeldPolicies {
  /** The holder. */
  readonly holder: PolicyHolder;
  /** The policies before the change; `undefined` if the holder does not exist. */
  readonly before: readonly PolicyText[] | undefined;
  /** The policies after the change; `undefined` if the holder does not exist. */
  readonly after: readonly PolicyText[] | undefined;
}

/** A boundary of a role that changes. Its policy is not part of the plan. */
export interface BoundaryChange {
  /** The name of the role. */
  readonly role: string;
  /** The ARN before the change; `undefined` if there was none. */
  readonly before: string | undefined;
  /** The ARN after the change; `undefined` if there is none. */
  readonly after: string | undefined;
}

/** One side of a change. */
type Side = 'before' | 'after';
/** A resource, with its values on one side. */
interface Held {
  readonly change: ResourceChange;
  readonly values: PlanObject;
}

/** Returns the policies of all holders, in the order of the resources. */
export function heldPolicies(environment: PlannedEnvironment): readonly HeldPolicies[] {
  const [before, after] = [holdersOf(environment, 'before'), holdersOf(environment, 'after')];
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  return keys.flatMap((key) => {
    const [old, current] = [before.get(key), after.get(key)];
    const holder = current?.holder ?? old?.holder;
    return holder === undefined ? [] : [{ holder, before: old?.policies, after: current?.policies }];
  });
}

/** Returns the roles whose permissions boundary changes. A new or deleted role has no change. */
export function boundaryChanges({ changes }: PlannedEnvironment): readonly BoundaryChange[] {
  return changes.flatMap((change) => {
    if (change.type !== 'aws_iam_role' || change.before === undefined || change.after === undefined)
      return [];
    const [before, after] = [change.before, change.after].map((values) => {
      const arn = values['permissions_boundary'] ?? '';
      return typeof arn === 'string' ? arn : 'known after apply';
    });
    if (before === after) return [];
    const role = nameOf({ change, values: change.after });
    return [{ role, before: before === '' ? undefined : before, after: after === '' ? undefined : after }];
  });
}

interface Holder {
  readonly holder: PolicyHolder;
  readonly policies: readonly PolicyText[];
}

function holdersOf({ changes }: PlannedEnvironment, side: Side): ReadonlyMap<string, Holder> {
  const held = changes.flatMap((change) => {
    const values = valuesOf(change, side);
    return values === undefined || change.isDeposed ? [] : [{ change, values }];
  });
  const ofType = (type: string) => held.filter(({ change }) => change.type === type);
  const policies = new PolicyIndex(ofType('aws_iam_policy'));
  const holders = new Map<string, Holder>();
  const add = (holder: PolicyHolder, added: readonly PolicyText[]): void => {
    const key = `${holder.kind} ${holder.name}`;
    holders.set(key, { holder, policies: [...(holders.get(key)?.policies ?? []), ...added] });
  };
  for (const role of ofType('aws_iam_role')) {
    const name = nameOf(role);
    add({ kind: 'role', name }, []);
    add({ kind: 'trust', name }, [policyText(role, 'assume_role_policy')]);
  }
  for (const attachment of ofType('aws_iam_role_policy_attachment')) {
    const { role } = attachment.values;
    add(
      { kind: 'role', name: typeof role === 'string' ? role : `the role of ${attachment.change.address}` },
      [policies.attached(attachment)],
    );
  }
  // Other roles attach the policy that allows them to send messages to a queue.
  for (const policy of ofType('aws_iam_policy').filter(
    ({ change: { owner } }) => owner?.part === 'send_policy',
  ))
    add({ kind: 'policy', name: nameOf(policy) }, [policyText(policy, 'policy')]);
  for (const queue of ofType('aws_sqs_queue')) {
    const { policy } = queue.values;
    const hasPolicy = policy !== null && policy !== undefined && policy !== '';
    add({ kind: 'queue', name: nameOf(queue) }, hasPolicy ? [policyText(queue, 'policy')] : []);
  }
  return holders;
}

/** The policies of one side, by their ARNs. */
class PolicyIndex {
  private readonly byPath: ReadonlyMap<string, Held>;
  private readonly byAddress: ReadonlyMap<string, Held>;

  constructor(all: readonly Held[]) {
    this.byPath = new Map(all.map((policy) => [`${pathOf(policy)}${nameOf(policy)}`, policy]));
    this.byAddress = new Map(all.map((policy) => [policy.change.address, policy]));
  }

  /** Returns the policy of an attachment. */
  attached({ change: { address }, values }: Held): PolicyText {
    const arn = values['policy_arn'];
    // The policy and its attachment have the same name in Terraform. Only the attachments of the task protection have a
    // key, because several roles share its policy.
    const ownAddress = address
      .replace('aws_iam_role_policy_attachment.', 'aws_iam_policy.')
      .replace(/(aws_iam_policy\.task_protection)-.*$/, '$1');
    const policy =
      typeof arn === 'string'
        ? this.byPath.get(arn.replace(/^.*?:policy\//, '/'))
        : this.byAddress.get(ownAddress);
    const name = typeof arn === 'string' ? arn : address;
    if (policy === undefined) return { kind: 'hidden', name, why: 'elsewhere', isKept: true };
    return policyText(policy, 'policy');
  }
}

/** Returns the values of a side. A resource that Terraform forgets stays in AWS unchanged. */
function valuesOf({ action, before, after }: ResourceChange, side: Side): PlanObject | undefined {
  if (side === 'before' || action === 'forget') return before;
  return after;
}

function policyText(resource: Held, argument: string): PolicyText {
  const value = resource.values[argument];
  const name = nameOf(resource);
  if (typeof value === 'string') return { kind: 'text', name, text: value };
  const why = value === sensitiveValue ? 'sensitive' : 'unknown';
  return { kind: 'hidden', name, why, isKept: resource.change.action === 'no-op' };
}

function nameOf({ change, values }: Held): string {
  const name = values['name'];
  return typeof name === 'string' ? name : change.address;
}

function pathOf({ values }: Held): string {
  const path = values['path'];
  return typeof path === 'string' ? path : '/';
}
