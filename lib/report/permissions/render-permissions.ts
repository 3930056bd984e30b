import { policyDocument } from '../../aws/iam/policies';
import type { EnvironmentJobs } from '../../jobs/environment';
import {
  deployPermissions,
  type DeployPhase,
  type DeployPolicies,
  type DeployStatement,
} from '../../jobs/permissions/deploy-permissions';
import { escapeControlCharacters } from '../../text/escape-control-characters';

/** What deploying needs, for people: a block for each kind of thing, with what it is for. */
export function renderPermissions(environments: readonly EnvironmentJobs[]): string {
  return environments
    .map((environment) => {
      const { deployer, stateRole, notes } = deployPermissions(environment);
      const { name } = environment.config;
      return [
        ...renderPolicies(name, deployer),
        ...(stateRole === undefined ? [] : renderPolicies(`${name}, as ${stateRole.roleArn}`, stateRole)),
        ...notes.map((note) => `  note: ${note}`),
        '',
      ].join('\n');
    })
    .join('\n');
}

/** An apply does all that a plan does: what only it does is said apart. */
function renderPolicies(who: string, { plan, apply }: DeployPolicies): readonly string[] {
  if (apply.length === 0) return [who, '  no permission of AWS is needed', ''];
  return [
    who,
    ...apply.flatMap((statement) => {
      const read = plan.find(({ sid }) => sid === statement.sid)?.actions ?? [];
      const write = statement.actions.filter((action) => !read.includes(action));
      return [
        `  to ${statement.why}`,
        ...labelled('plan', read),
        ...labelled('apply', write),
        ...labelled('on', statement.resources),
        ...labelled('if', conditionLines(statement)),
      ];
    }),
    '',
  ];
}

function labelled(label: string, lines: readonly string[]): readonly string[] {
  return lines.map(
    (line, index) => `    ${(index === 0 ? label : '').padEnd(6)} ${escapeControlCharacters(line)}`,
  );
}

function conditionLines({ conditions = {} }: DeployStatement): readonly string[] {
  return Object.entries(conditions).flatMap(([operator, keys]) =>
    Object.entries(keys).flatMap(([key, value]) =>
      [value].flat().map((one, index) => (index === 0 ? `${key} ${operator} ${one}` : `or ${one}`)),
    ),
  );
}

/** The same for programs: policy documents as IAM takes them. */
export function permissionsToJson(environments: readonly EnvironmentJobs[]): string {
  const value = {
    environments: environments.map((environment) => {
      const { deployer, stateRole, notes } = deployPermissions(environment);
      return {
        name: environment.config.name,
        ...documents(deployer),
        ...(stateRole === undefined
          ? {}
          : { state_role: { role_arn: stateRole.roleArn, ...documents(stateRole) } }),
        notes,
      };
    }),
  };
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** One policy document alone, for `aws iam create-policy --policy-document`; none where nothing is to be allowed. */
export function policyFor(environment: EnvironmentJobs, phase: DeployPhase): string | undefined {
  const statements = deployPermissions(environment).deployer[phase];
  return statements.length === 0
    ? undefined
    : `${JSON.stringify(policyDocument(statements), undefined, 2)}\n`;
}

function documents(policies: DeployPolicies) {
  return { plan: policyDocument(policies.plan), apply: policyDocument(policies.apply) };
}
