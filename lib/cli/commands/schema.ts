import { fileJsonSchema } from '../../config/schema/json-schema';
import { defineCommand } from '../command';

/** `background-jobs schema` */
export const schemaCommand = defineCommand({
  name: 'schema',
  summary: 'print the JSON Schema of env-config files, for editors',
  options: [],
  run: () => ({ output: `${JSON.stringify(fileJsonSchema(), undefined, 2)}\n` }),
});
