import { describe, expect, test } from '@jest/globals';
import { describeEnvironment } from '../../lib/resources/environment-resources';
import type { TerraformResource } from '../../lib/resources/resource';
import { environmentOf } from '../jobs/support/environments';
import { jobVariants, sectionsOf, variantNames, type JobVariantName } from '../support/jobs-of-each-kind';
import { asRecord } from '../support/stack-json';

/** The arguments that give a resource its name in AWS. */
const nameArguments = ['name', 'alarmName', 'family', 'rule', 'resourceId'];

function resourcesOf(variant: JobVariantName): readonly TerraformResource[] {
  const environment = environmentOf({
    ...sectionsOf({ x: variant }),
    alarms: { sns_topic_arn: 'arn:aws:sns:us-east-1:123456789012:alarms' },
  });
  return describeEnvironment(environment).jobs.flatMap(({ resources }) => resources);
}

/** Returns the address of each resource, by the resource's type and its name in AWS. */
function addressesByName(variant: JobVariantName): ReadonlyMap<string, string> {
  return new Map(
    resourcesOf(variant).flatMap(({ type, address, arguments: values }) => {
      const named = asRecord(JSON.parse(JSON.stringify(values)));
      const name = nameArguments.map((argument) => named[argument]).find((value) => value !== undefined);
      return name === undefined ? [] : [[`${type} ${JSON.stringify(name)}`, address] as const];
    }),
  );
}

describe('a job that changes its kind', () => {
  const pairs = variantNames().flatMap((from) =>
    variantNames()
      .filter((to) => to !== from)
      .map((to) => [from, to] as const),
  );

  test.each(pairs)('from %s to %s keeps the address of each resource that keeps its name', (from, to) => {
    const after = addressesByName(to);
    const kept = [...addressesByName(from)].filter(([name]) => after.has(name));
    expect(kept.map(([name]) => [name, after.get(name)])).toEqual(kept);
  });

  test('keeps machines, logs, rules, targets, schedules and queues', () => {
    const ofOtherSections = pairs.filter(
      ([from, to]) => jobVariants[from].section !== jobVariants[to].section,
    );
    const kept = ofOtherSections.flatMap(([from, to]) => {
      const after = new Set(addressesByName(to).values());
      return [...addressesByName(from).values()].filter((address) => after.has(address));
    });
    expect([...new Set(kept)].sort()).toEqual([
      'aws_cloudwatch_event_rule.jobs_x',
      'aws_cloudwatch_event_target.jobs_x',
      'aws_cloudwatch_log_group.jobs_x',
      'aws_cloudwatch_metric_alarm.jobs_x-dead-letters',
      'aws_scheduler_schedule.jobs_x',
      'aws_sfn_state_machine.jobs_x',
      'aws_sqs_queue.jobs_x-dead-letters',
    ]);
  });
});

describe('the former address of a resource', () => {
  test.each(variantNames())('of the job %s contains the section of the job', (variant) => {
    for (const { address, movedFrom } of resourcesOf(variant)) {
      const { section } = jobVariants[variant];
      const withSection = address.replace('.jobs_', `.${section}_`);
      // The former address of a rule's dead-letter queue had no key.
      const former =
        section === 'queue_worker_jobs'
          ? withSection
          : withSection.replace(/^(aws_sqs_queue.*)-dead-letters$/, '$1');
      // These alarms are newer than the former addresses.
      const isNew = /-(?:dead-letters-added|failed-invocations|stalled)$/.test(address);
      expect(movedFrom).toBe(former === address || isNew ? undefined : former);
    }
  });
});
