/** The JSON Schema of the format `json` of `background-jobs review`. */
import { z } from 'zod';
import { risks } from '../../lib/report/review/view';

const sentence = z.string().meta({ description: 'a sentence for people, which may change' });
const part = {
  rows: z
    .array(
      z.strictObject({
        aspect: z.string().meta({ description: 'schedule, command, size and so on' }),
        before: z.array(sentence).meta({ description: 'empty if the aspect did not exist' }),
        after: z.array(sentence).meta({ description: 'empty if the aspect does not exist any more' }),
      }),
    )
    .meta({ description: 'the values before and after the change' }),
  notes: z.array(sentence),
};
const resources = z.array(
  z.strictObject({
    address: z.string().meta({ description: 'the address in Terraform' }),
    action: z.string().meta({ description: 'what happens to it, in words' }),
  }),
);

const environment = z.strictObject({
  name: z.string().meta({ description: 'the name of the service, of the environment, or of the file' }),
  source: z.enum(['plan', 'configurations']),
  warnings: z.array(sentence).meta({ description: 'why the plan does not show every change' }),
  risks: z.array(z.enum(risks)).meta({ description: 'the risks that --fail-on knows' }),
  unknowns: z.array(sentence).meta({ description: 'documents that are known only after the apply' }),
  losses: z.array(sentence).meta({ description: 'what is lost, and which jobs do not run any more' }),
  common: z
    .array(z.strictObject({ jobs: z.array(z.string()), ...part }))
    .meta({ description: 'changes that several jobs have; the jobs do not repeat them' }),
  jobs: z.array(
    z.strictObject({
      name: z.string(),
      label: z.string().meta({ description: 'the kind of the job in words' }),
      action: z.enum(['deleted', 'replaced', 'changed', 'added', 'moved']),
      ...part,
    }),
  ),
  unchanged_jobs: z.int().min(0),
  shared: z.strictObject(part).meta({ description: 'changes of what the jobs share' }),
  permissions: z.array(
    z.strictObject({
      change: z.enum(['added', 'removed', 'unknown']),
      who: z
        .string()
        .meta({ description: 'the role, the principal of a trust policy or of a queue, or the policy' }),
      given_by: z.enum(['role', 'trust', 'queue', 'policy']).meta({
        description:
          'a policy of the role, a trust policy, the policy of a queue, or a policy that roles can have',
      }),
      effect: z.enum(['Allow', 'Deny']),
      actions: z.array(z.string()),
      resources: z.array(z.string()),
      conditions: z.array(sentence),
    }),
  ),
  details: z.array(
    z.strictObject({
      kind: z.enum(['definition', 'policy', 'pattern']),
      title: z.string(),
      lines: z.array(z.string()).meta({ description: 'lines that begin with -, + or a space' }),
    }),
  ),
  resources,
  other_resources: resources.meta({ description: 'resources that are not a part of the jobs' }),
  drift: resources.meta({ description: 'resources that were changed outside Terraform' }),
});

/** Returns the JSON Schema of the JSON of a review. */
export function reviewJsonSchema(): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(
    z.strictObject({ environments: z.array(environment) }).meta({
      title: 'review',
      description: 'what a change does to background jobs, riskiest environment first',
    }),
    { target: 'draft-7' },
  );
}
