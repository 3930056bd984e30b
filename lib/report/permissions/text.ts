import {
  deployPhases,
  type DeployPolicies,
  type DeployStatement,
} from '../../jobs/permissions/deploy-permissions';
import { escapeControlCharacters } from '../../text/escape-control-characters';
import { explainSplit } from './split';
import type { PermissionsView } from './view';

/** Renders the policies of each environment. Each statement has a block with its purpose, actions and resources. */
export function renderPermissions(environments: readonly PermissionsView[]): string {
  return environments
    .map(({ name, permissions: { deployer, stateRole, notes } }) =>
      [
        ...renderPolicies(name, deployer),
        ...(stateRole === undefined ? [] : renderPolicies(`${name}, as ${stateRole.roleArn}`, stateRole)),
        ...[...splits(deployer), ...notes].map((note) => `  note: ${note}`),
        '',
      ].join('\n'),
    )
    .join('\n');
}

function splits(policies: DeployPolicies): readonly string[] {
  return deployPhases.flatMap((phase) => explainSplit(phase, policies[phase]) ?? []);
}

/** Renders the actions that a plan needs, and the additional actions that an apply needs. */
function renderPolicies(principal: string, { plan, apply }: DeployPolicies): readonly string[] {
  if (apply.length === 0) return [principal, '  no AWS permissions needed', ''];
  return [
    principal,
    ...apply.flatMap((statement) => {
      const planned = plan.find(({ sid }) => sid === statement.sid)?.actions ?? [];
      const applied = statement.actions.filter((action) => !planned.includes(action));
      return [
        `  to ${statement.why}`,
        ...labelled('plan', planned),
        ...labelled('apply', applied),
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
