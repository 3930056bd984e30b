import type { FileUploadJobConfig } from '../../config/schema/file-upload-job';
import type { BuildContext } from '../build-context';
import { parseEventText } from '../placeholders';
import { deadLetterQueueName, jobResourceName } from '../resource-names';
import { buildRuleTarget } from '../run/rule-target';
import type { RunJobBase } from '../run/run-job-base';
import { taskContext } from '../run/task-tags';
import { buildRunPlan } from '../run/run-plan';
import type { EcsClusterTarget, StateMachineTarget } from '../run/targets';
import { buildDeliveryAlarms } from '../triggers/delivery-alarm';
import { buildRule } from '../triggers/event-rule';
import type { UploadRule } from '../triggers/triggers';
import { buildObjectSource, fileUploadPlaceholders } from './object-source';

/** A job for new objects in a bucket: an EventBridge rule starts its task or its state machine. */
export interface FileUploadJob extends RunJobBase {
  readonly type: 'file_upload_job';
  /** The rule that matches the object events. */
  readonly rule: UploadRule;
  /** The target that the rule invokes. */
  readonly target: EcsClusterTarget | StateMachineTarget;
}

/**
 * Builds a file upload job.
 *
 * @throws TypeError if neither the job nor the environment has a bucket. Validation rejects such a configuration.
 */
export function buildFileUploadJob(
  context: BuildContext,
  name: string,
  job: FileUploadJobConfig,
): FileUploadJob {
  const { service } = context.config;
  const placeholders = fileUploadPlaceholders(job);
  const run = buildRunPlan(
    taskContext(context.config, name),
    job,
    (text) => parseEventText(text, placeholders),
    'event',
  );
  const rule = buildRule(context, jobResourceName(service.name, name), {
    description: job.description,
    state: job.state,
    source: buildObjectSource(context.config, name, job),
    configured: job,
    deadLetterQueueName: deadLetterQueueName(service.name, name),
  });
  return {
    type: 'file_upload_job',
    name,
    run,
    alarms: buildDeliveryAlarms(context.config, {
      key: 'dead-letters',
      jobName: name,
      triggers: [rule],
      subject: 'an event could not be delivered',
    }),
    rule,
    target: buildRuleTarget(context, name, job, run, placeholders),
  };
}
