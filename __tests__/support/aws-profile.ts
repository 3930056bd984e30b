import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A profile in a file of its own that sends every service of AWS to one address.
 *
 * The provider's `endpoints` would do the same, but any such block makes it read its own configuration for some five
 * to twelve seconds, at every plan. https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export class AwsProfile {
  private readonly folder = mkdtempSync(join(tmpdir(), 'background-jobs-profile-'));

  constructor(url: string) {
    writeFileSync(join(this.folder, 'config'), `[profile loopback]\nendpoint_url = ${url}\n`);
  }

  /** The arguments of the provider that make it use the profile. */
  get providerArguments(): Readonly<Record<string, unknown>> {
    return { profile: 'loopback', shared_config_files: [join(this.folder, 'config')] };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
