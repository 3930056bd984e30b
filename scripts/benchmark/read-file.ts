/** Reads a file as text, and does nothing else: the least memory of a command that reads a plan. */
import { readFileSync } from 'node:fs';

const [, , file = ''] = process.argv;
readFileSync(file, 'utf8');
