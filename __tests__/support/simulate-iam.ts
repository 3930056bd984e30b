import { runSimulation } from '@cloud-copilot/iam-simulate';

/** Condition keys with their values. */
export type Context = Readonly<Record<string, string>>;

/** Returns whether a policy allows a role of the account an action on a resource. */
export async function isAllowed(
  account: { readonly id: string; readonly partition: string },
  policy: unknown,
  action: string,
  resource: string,
  context: Context = {},
): Promise<boolean> {
  const result = await runSimulation(
    {
      request: {
        principal: `arn:${account.partition}:iam::${account.id}:role/the-role`,
        action,
        resource: { resource, accountId: account.id },
        contextVariables: { ...context },
      },
      identityPolicies: [{ name: 'policy', policy }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  if (result.resultType === 'error')
    throw new Error(`${action} ${resource}: ${JSON.stringify(result.errors)}`);
  return result.overallResult === 'Allowed';
}
