/** Writes the blocks of Terraform's language that carry out an adoption. */
import { hasIndex, quoted } from './addresses';
import type { Adoption, OldResource, Outcome } from './adoption';
import type { StateResource } from './state';

type Adopted = Extract<Outcome, { readonly kind: 'adopted' }>;

/** A file of blocks. */
export interface BlockFile {
  /** The name of the file. */
  readonly path: string;
  /** Its content. */
  readonly content: string;
}

/** A resource that leaves the state, and its new address: Terraform refuses keys in `removed` blocks. */
export interface Forgotten {
  /** The address in the old state. */
  readonly from: string;
  /** An address that no configuration has; the old address if it has no key. */
  readonly through: string;
}

/** Returns the adopted resources with their outcomes. */
export function adoptedOf(
  adoption: Pick<Adoption, 'resources'>,
): readonly { readonly resource: StateResource; readonly outcome: Adopted }[] {
  return adoption.resources.flatMap(({ resource, outcome }) =>
    outcome.kind === 'adopted' ? [{ resource, outcome }] : [],
  );
}

/** Returns the blocks for a new stack with its own state: it imports each adopted resource. */
export function importFile(adoption: Adoption): BlockFile {
  return file(
    'imports.tf',
    'Put this file beside cdk.tf.json of the new stack. Delete it after the apply.',
    adoptedOf(adoption).map(({ outcome: { to, importId } }) => block('import', { to, id: quoted(importId) })),
  );
}

/** Returns the blocks for the old configuration: it forgets each adopted and each kept resource. */
export function forgetFile(adoption: Adoption): BlockFile {
  const forgotten = forgottenOf(adoption.resources, ['adopted', 'kept']);
  return file(
    'forget.tf',
    'Put this file beside the .tf files of the old root, in the commit that deletes the old jobs. Delete it after the apply.',
    forgotten.flatMap(forgetBlocks),
  );
}

/**
 * Returns the blocks for one root and one state that has the old jobs, and that calls the generated module.
 *
 * @param moduleAddress - The address of the generated module in the root.
 */
export function moveFile(adoption: Adoption, moduleAddress: string): BlockFile {
  return file(
    'moves.tf',
    'Put this file beside the .tf files of the root, in the commit that deletes the old jobs. Delete it after the apply.',
    [
      ...adoptedOf(adoption).map(({ resource, outcome }) =>
        block('moved', { from: resource.address, to: `${moduleAddress}.${outcome.to}` }),
      ),
      ...forgottenOf(adoption.resources, ['kept']).flatMap(forgetBlocks),
    ],
  );
}

/** Returns the resources of some outcomes, with a unique address through which each of them leaves the state. */
export function forgottenOf(
  resources: readonly OldResource[],
  kinds: readonly Outcome['kind'][],
): readonly Forgotten[] {
  const taken = new Set(resources.map(({ resource }) => resource.address));
  return resources
    .filter(({ outcome }) => kinds.includes(outcome.kind))
    .map(({ resource: { address, type, name, index } }) => {
      if (!hasIndex(address)) return { from: address, through: address };
      const label = `forgotten_${name}_${index ?? ''}`.replace(/[^A-Za-z0-9_-]/g, '_');
      let through = `${type}.${label}`;
      for (let number = 2; taken.has(through); number += 1) through = `${type}.${label}_${number}`;
      taken.add(through);
      return { from: address, through };
    });
}

function forgetBlocks({ from, through }: Forgotten): readonly string[] {
  return [
    ...(from === through ? [] : [block('moved', { from, to: through })]),
    `removed {\n  from = ${through}\n  lifecycle {\n    destroy = false\n  }\n}\n`,
  ];
}

function block(type: 'import' | 'moved', content: Readonly<Record<string, string>>): string {
  const width = Math.max(...Object.keys(content).map(({ length }) => length));
  const lines = Object.entries(content).map(([name, value]) => `  ${name.padEnd(width)} = ${value}\n`);
  return `${type} {\n${lines.join('')}}\n`;
}

function file(path: string, comment: string, blocks: readonly string[]): BlockFile {
  return { path, content: [`# ${comment}\n`, ...blocks].join('\n') };
}
