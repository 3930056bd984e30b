/** The checklist of an adoption, in the order in which no run is missed and none starts twice. */
import type { Adoption, OldResource, Outcome } from '../../adopt/adoption';
import { withoutIndex } from '../../adopt/addresses';
import { adoptedOf, forgottenOf } from '../../adopt/blocks';
import { escapeControlCharacters } from '../../text/escape-control-characters';

/** The commands and files that the checklist names. */
export interface ChecklistContext {
  /** The folder of the written files, as the user typed it. */
  readonly folder: string;
  /** The address of the generated module; `undefined` if the new stack has its own state. */
  readonly moduleAddress: string | undefined;
}

/** Renders the checklist in Markdown. */
export function renderChecklist(adoption: Adoption, context: ChecklistContext): string {
  const { environment, secondTriggers } = adoption;
  const steps =
    context.moduleAddress === undefined
      ? ownStateSteps(adoption, context.folder)
      : sameStateSteps(adoption, context.folder, context.moduleAddress);
  return [
    `# Adoption of the jobs of ${environment}\n`,
    ...stopSection(adoption),
    '## Steps\n',
    'The blocks need Terraform 1.7 or later.\n',
    steps.map((step, index) => `${index + 1}. [ ] ${step}\n`).join(''),
    ...(secondTriggers.length === 0 ? [] : [renderSwitch(adoption)]),
    '## Active runs\n',
    'A run that is active during the apply continues with the definition and the role with which it started. Keep the old roles and policies until these runs have ended. Do not apply at a scheduled time: the apply changes the schedules and rules in place, but for some seconds AWS can use the old values.\n',
    ...resourceTables(adoption, context),
  ].join('\n');
}

function stopSection({ secondTriggers, resources }: Adoption): readonly string[] {
  const blocked = resources.filter(({ outcome }) => outcome.kind === 'blocked');
  if (secondTriggers.length === 0 && blocked.length === 0) return [];
  return [
    '## Before you begin\n',
    'Change the following, and run `adopt` again. Otherwise a job starts twice, or an apply replaces a resource.\n',
    [
      ...secondTriggers.map(
        ({ address, jobName, oldName, newName, remedy }) =>
          `- ${code(address)} has the name ${code(oldName)}, and the job ${code(jobName)} gets ${code(newName)}: ${remedy ?? 'no field keeps this name; see "Jobs with a new name"'}\n`,
      ),
      ...blocked.map((each) => `- ${code(each.resource.address)}: ${reasonOf(each)}\n`),
    ].join(''),
  ];
}

function ownStateSteps(adoption: Adoption, folder: string): readonly string[] {
  const { environment } = adoption;
  const stack = `cdktf.out/stacks/${environment}`;
  return [
    'Stop the automatic applies of the old configuration. Between the steps, an apply would write the old values again.',
    `Write the stack, and copy the import blocks: \`npx background-jobs synth && cp ${folder}/imports.tf ${stack}/\``,
    `Plan: \`terraform -chdir=${stack} init && terraform -chdir=${stack} plan -out=plan\`. The plan must print \`${importsOf(adoption)} to import, ${additionsOf(adoption)} to add\`, and \`${replacedOf(adoption)} to destroy\`.`,
    `Apply: \`terraform -chdir=${stack} apply plan\`. From now on, the same schedules and rules start the new definitions.`,
    `In the old configuration, delete ${oldJobsOf(adoption)}, and add \`${folder}/forget.tf\` in the same commit. Without the blocks, Terraform would delete the jobs that now run.`,
    'Plan the old configuration. The plan must print `0 to destroy`. Then apply it.',
    `Delete \`imports.tf\` and \`forget.tf\`. A plan of the new stack must print \`No changes\`. Start the automatic applies again.`,
    ...cleanUp(adoption),
  ];
}

function sameStateSteps(adoption: Adoption, folder: string, moduleAddress: string): readonly string[] {
  const kept = forgottenOf(adoption.resources, ['kept']);
  // Terraform requires both addresses of each moved resource.
  const moved = [
    ...adoptedOf(adoption).map(({ resource: { address } }) => address),
    ...kept.map(({ from }) => from),
  ];
  const targets = [
    ...new Set([moduleAddress, ...kept.map(({ through }) => through), ...moved.map(withoutIndex)]),
  ]
    .map((address) => ` -target='${address.replaceAll("'", String.raw`'\''`)}'`)
    .join('');
  return [
    `Write the module with \`npx background-jobs synth --module\`, and call it in the root as \`${moduleAddress}\`.`,
    `In the same commit, delete ${oldJobsOf(adoption)}, and add \`${folder}/moves.tf\` to the root.`,
    `Apply the jobs first: \`terraform apply${targets}\`. The plan must print \`${additionsOf(adoption)} to add\` and \`${replacedOf(adoption)} to destroy\`. The old roles keep their permissions until the next step, so no run is refused.`,
    'Apply the rest: `terraform apply`. The plan must print `0 to destroy`.',
    'Delete `moves.tf`. A plan must print `No changes`.',
    ...cleanUp(adoption),
  ];
}

function importsOf(adoption: Adoption): number {
  return adoptedOf(adoption).length;
}

function replacedOf(adoption: Adoption): number {
  return adoptedOf(adoption).filter(({ outcome }) => outcome.replacedBecause !== undefined).length;
}

function additionsOf(adoption: Adoption): number {
  return adoption.created.length + replacedOf(adoption);
}

/** Returns the jobs to delete from the old configuration, by their keys. */
function oldJobsOf({ oldKeys }: Adoption): string {
  if (oldKeys.length === 0) return 'the blocks of the adopted and of the kept resources';
  return `the jobs ${oldKeys.map(code).join(', ')}`;
}

function cleanUp({ resources }: Adoption): readonly string[] {
  return resources.some(({ outcome }) => outcome.kind === 'kept')
    ? ['When no old run is active and you no longer need the kept resources, delete them in AWS.']
    : [];
}

function renderSwitch({ secondTriggers }: Adoption): string {
  return `## Jobs with a new name

If no field keeps the name of a trigger, create the new trigger switched off, and change over between two runs:

1. [ ] Set \`state: DISABLED\` in ${[...new Set(secondTriggers.map(({ jobName }) => jobName))].map(code).join(', ')}, and apply.
2. [ ] After the last old run before the change, delete the old trigger with the old configuration.
3. [ ] Delete \`state: DISABLED\`, and apply before the next run. An upload or event between these two applies starts no job.
`;
}

function resourceTables(adoption: Adoption, { moduleAddress }: ChecklistContext): readonly string[] {
  const { resources, created } = adoption;
  const rows = resources.map((each) => {
    const { resource, outcome } = each;
    return `| ${code(resource.address)} | ${labels[outcome.kind]} | ${outcome.kind === 'adopted' ? adoptedCell(outcome) : reasonOf(each)} |\n`;
  });
  const prefix = moduleAddress === undefined ? '' : `${moduleAddress}.`;
  return [
    '## Resources of the old state\n',
    `| resource | outcome | new address, or reason |\n| --- | --- | --- |\n${rows.join('')}`,
    '## New resources\n',
    created.map((address) => `- ${code(`${prefix}${address}`)}\n`).join(''),
  ];
}

const labels: Readonly<Record<Outcome['kind'], string>> = {
  adopted: 'adopted',
  kept: 'kept in AWS',
  left: 'left in the old configuration',
  blocked: 'blocked',
};

function adoptedCell({ to, replacedBecause }: Extract<Outcome, { readonly kind: 'adopted' }>): string {
  const note = `; replaced because of ${replacedBecause ?? ''}: an event during the apply can start no job`;
  return `${code(to)}${replacedBecause === undefined ? '' : note}`;
}

function reasonOf({ outcome }: OldResource): string {
  return 'reason' in outcome ? escaped(outcome.reason) : '';
}

/** Returns a text as code in a cell of a table. */
function code(text: string): string {
  return `\`${escaped(text)}\``;
}

function escaped(text: string): string {
  return escapeControlCharacters(text).replaceAll('|', '\\|').replaceAll('`', "'");
}
