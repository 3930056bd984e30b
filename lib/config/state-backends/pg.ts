import { z } from 'zod';
import { boolean, nonEmptyString, urlHasPassword, withoutSecret } from './arguments';

/** Returns whether a connection string has a password: in a URL, in its query, or in `key=value` pairs. */
function hasPassword(connection: string): boolean {
  const [, query = ''] = connection.split(/\?(.*)/s);
  return (
    urlHasPassword(connection) ||
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
    nonEmptyString(
      'Connection string of the database, postgres://user@host/database or key=value pairs. Default: PG_CONN_STR.',
      'postgres://terraform@db.example.com/tfstate',
    ),
    hasPassword,
    'remove the password and set the environment variable PGPASSWORD, or remove conn_str and set PG_CONN_STR, which Terraform reads',
  ).optional(),
  schema_name: nonEmptyString('Schema of the table. Default: terraform_remote_state.', 'app').optional(),
  skip_schema_creation: boolean('Whether the schema already exists. Default: false.', true).optional(),
  skip_table_creation: boolean('Whether the table already exists. Default: false.', true).optional(),
  skip_index_creation: boolean('Whether the index already exists. Default: false.', true).optional(),
});

export const pgLocation = ['conn_str', 'schema_name'] as const;
