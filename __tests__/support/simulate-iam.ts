import { runSimulation } from '@cloud-copilot/iam-simulate';
import { parsed } from './stack-json';

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
        contextVariables: Object.fromEntries(
          Object.entries(context).map(([key, value]) => [withoutEncryptionContext(key), value]),
        ),
      },
      identityPolicies: [
        { name: 'policy', policy: parsed(withoutEncryptionContext(JSON.stringify(policy))) },
      ],
      ...(action.startsWith('kms:') ? { resourcePolicy: delegatingKeyPolicy(account) } : {}),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  if (result.resultType === 'error')
    throw new Error(`${action} ${resource}: ${JSON.stringify(result.errors)}`);
  return result.overallResult === 'Allowed';
}

/** Returns the default policy of a KMS key. With it, the policies of the account's roles decide. */
function delegatingKeyPolicy({ id, partition }: { readonly id: string; readonly partition: string }) {
  const principal = { AWS: `arn:${partition}:iam::${id}:root` };
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: principal, Action: 'kms:*', Resource: '*' }],
  };
}

/** Replaces the keys of encryption contexts, which the simulation ignores, with keys that it compares in the same way. */
function withoutEncryptionContext(text: string): string {
  return text.replaceAll('kms:EncryptionContext:', 'aws:PrincipalTag/');
}
