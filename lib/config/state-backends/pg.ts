import { z } from 'zod';
import { flag, text, urlCarriesPassword, withoutSecret } from './arguments';

/** As a URL, in the query of a URL, and as a list of `key=value`. */
function carriesPassword(connection: string): boolean {
  const [, query = ''] = connection.split(/\?(.*)/s);
  return (
    urlCarriesPassword(connection) ||
    [...new URLSearchParams(query).keys()].some((key) => /^(?:ssl)?password$/i.test(key)) ||
    /(?:^|\s)(?:ssl)?password\s*=/i.test(connection)
  );
}

/**
 * A row in a table of a PostgreSQL database.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/pg
 */
export const pg = z.strictObject({
  conn_str: withoutSecret(
    text('Where the database is. postgres://user@host/database or key=value pairs; default PG_CONN_STR.'),
    carriesPassword,
    'leave out the password and set the environment variable PGPASSWORD, or leave out conn_str and set PG_CONN_STR, which Terraform reads instead',
  ).optional(),
  schema_name: text('Schema of the table. Default terraform_remote_state.').optional(),
  skip_schema_creation: flag('Whether the schema is there already. Default false.').optional(),
  skip_table_creation: flag('Whether the table is there already. Default false.').optional(),
  skip_index_creation: flag('Whether the index is there already. Default false.').optional(),
});

export const pgLocation = ['conn_str', 'schema_name'] as const;
