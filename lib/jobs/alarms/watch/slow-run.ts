/** The alarm of a job for a run that takes too long. */
import type { DeferredString, Json } from '../../../values/deferred-values';
import type { BuildContext } from '../../build-context';
import { topicOf, type AlarmedJob } from '../topics';
import { slowRun } from './notifications';

/** The check of the duration of each run. */
export interface SlowRunCheck {
  /** The time in which a run normally ends, in seconds. */
  readonly expectedSeconds: number;
  /** The ARN of the SNS topic. */
  readonly topicArn: DeferredString;
  /** The input of the watch machine. It has placeholders for `execution` and `time` of the run. */
  readonly input: Json;
}

/** Builds the check of a job's runs. Returns `undefined` if the job has no `expected_seconds` or no SNS topic. */
export function buildSlowRun(
  { config, location }: BuildContext,
  jobName: string,
  job: AlarmedJob & { readonly expected_seconds?: number | undefined },
): SlowRunCheck | undefined {
  const { expected_seconds: expectedSeconds } = job;
  const topicArn = topicOf(config, job);
  if (expectedSeconds === undefined || topicArn === undefined) return undefined;
  return {
    expectedSeconds,
    topicArn,
    input: {
      check: 'slow',
      execution: '<execution>',
      expected_seconds: expectedSeconds,
      ...slowRun({ config, location, jobName, topicArn }, expectedSeconds),
    },
  };
}
