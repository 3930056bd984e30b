/**
 * The least that a synthesis must do: parse the same YAML with the same library, have the objects, and write the same bytes.
 * The objects come from `JSON.parse` of the wanted files. To build them in code takes the same time.
 *
 * Arguments: the folder of the configuration, the folder of the wanted output, and the folder to write.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const [, , config = '', wanted = '', out = ''] = process.argv;
for (const file of readdirSync(config)) parse(readFileSync(join(config, file), 'utf8'));
for (const name of readdirSync(join(wanted, 'stacks'))) {
  const stack = join('stacks', name, 'cdk.tf.json');
  const objects: unknown = JSON.parse(readFileSync(join(wanted, stack), 'utf8'));
  mkdirSync(join(out, 'stacks', name), { recursive: true });
  // cdktf writes an empty object on two lines. The only one is at the start of the file.
  const text = JSON.stringify(objects, undefined, 2).replace('"outputs": {}', '"outputs": {\n    }');
  writeFileSync(join(out, stack), text);
}
