/** Parses every file of a folder with the YAML library, and does nothing else. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const [, , folder = ''] = process.argv;
for (const file of readdirSync(folder)) parse(readFileSync(join(folder, file), 'utf8'));
