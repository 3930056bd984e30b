import { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { EnvConfig } from '../../config/env-config';
import { lockTableKey } from '../../jobs/run/definition/lock-states';
import { literalMap } from '../terraform-text';

export interface LockTableProps {
  readonly config: EnvConfig;
  readonly name: string;
}

/** The table that says which run of each job goes on: a name and an ARN a job, and nothing that anybody would miss. */
export class LockTable extends Construct {
  readonly dependables: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, { config, name }: LockTableProps) {
    super(scope, id);
    const tags = literalMap(config.tags);
    const table = new DynamodbTable(this, 'table', {
      name,
      billingMode: 'PAY_PER_REQUEST',
      hashKey: lockTableKey,
      attribute: [{ name: lockTableKey, type: 'S' }],
      ...(tags === undefined ? {} : { tags }),
    });
    table.overrideLogicalId('job_locks');
    this.dependables = [table];
  }
}
