import { sharedAddress } from '../../jobs/addresses';
import type { Dashboard } from '../../jobs/alarms/dashboard';
import { describeResource, type TerraformResource } from '../resource';
import { JsonText } from '../terraform-values';

/** Describes the dashboard of an environment. A dashboard has no tags. */
export function dashboardResource({ name, body }: Dashboard): TerraformResource {
  return describeResource(sharedAddress('dashboard'), ['alarms', 'dashboard'], {
    dashboardName: name,
    dashboardBody: new JsonText(body),
  });
}
