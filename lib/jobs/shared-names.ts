import type { Problem } from '../config/issues';
import type { EnvironmentJobs } from './environment';
import { sectionOfType, workersOf } from './job';
import { jobResourceName } from './names';

interface Found {
  readonly of: EnvironmentJobs;
  readonly other: EnvironmentJobs;
  readonly problem: Problem;
}

/**
 * Jobs of different environments whose resources would have the same name in the same account and region: the job `x-y`
 * of a service `app` and the job `y` of a service `app-x`. EventBridge replaces a rule of the same name without a word.
 */
export function checkSharedNames(environments: readonly EnvironmentJobs[]): readonly Found[] {
  return [...checkJobs(environments), ...checkFamilies(environments)];
}

/** A worker whose task definition would be a revision of another environment's application. */
function checkFamilies(environments: readonly EnvironmentJobs[]): readonly Found[] {
  return environments.flatMap((of) =>
    workersOf(of.jobs).flatMap((job): readonly Found[] => {
      const { family } = job.taskDefinition;
      const other = environments.find(({ config }) => {
        const isSamePlace = config.region === of.config.region && config.accountId === of.config.accountId;
        return isSamePlace && config !== of.config && config.service.taskDefinitionFamily === family;
      });
      if (other === undefined || of.config.accountId === undefined) return [];
      const path = [sectionOfType[job.type], job.name];
      const message = `its task definition would be ${family}, like that of ${other.config.name}’s application in the same account and region; give it another name`;
      return [{ of, other, problem: { path, code: 'shared-name', at: 'key', message } }];
    }),
  );
}

function checkJobs(environments: readonly EnvironmentJobs[]): readonly Found[] {
  const first = new Map<string, { readonly environment: EnvironmentJobs; readonly jobName: string }>();
  return environments.flatMap((environment) =>
    environment.jobs.flatMap((job): readonly Found[] => {
      const { region, accountId, service } = environment.config;
      if (accountId === undefined) return [];
      const resourceName = jobResourceName(service.name, job.name);
      const key = JSON.stringify([accountId, region, resourceName]);
      const other = first.get(key);
      if (other === undefined) {
        first.set(key, { environment, jobName: job.name });
        return [];
      }
      // Two environments of one service name are told as such, once.
      if (other.environment.config.service.name === service.name) return [];
      const message = `its resources would be called ${resourceName}, like those of ${other.environment.config.name}’s job ${other.jobName} in the same account and region; give it another name`;
      const path = [sectionOfType[job.type], job.name];
      return [
        {
          of: environment,
          other: other.environment,
          problem: { path, code: 'shared-name', at: 'key', message },
        },
      ];
    }),
  );
}
