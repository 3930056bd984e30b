/** Parses a JSON file, and does nothing else. */
import { readFileSync } from 'node:fs';

const [, , file = ''] = process.argv;
JSON.parse(readFileSync(file, 'utf8'));
