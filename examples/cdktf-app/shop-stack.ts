import { join } from 'node:path';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { BackgroundJobs, hasErrors, loadEnvironments, renderIssues } from 'background-jobs';
import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { Platform } from './platform';

/** Both environments of the shop in one state: the platform of each, and the jobs of env-config on it. */
export class ShopStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const { environments, issues } = loadEnvironments(join(__dirname, 'env-config'));
    if (hasErrors(issues)) throw new Error(renderIssues(issues));
    for (const environment of environments) {
      const { name, region, accountId } = environment.config;
      const provider = new AwsProvider(this, `aws_${name}`, {
        alias: name,
        region,
        ...(accountId && { allowedAccountIds: [accountId] }),
      });
      const { inputs } = new Platform(this, name, provider);
      new BackgroundJobs(this, `${name}_jobs`, { environment, provider, inputs, addressPrefix: `${name}_` });
    }
  }
}
