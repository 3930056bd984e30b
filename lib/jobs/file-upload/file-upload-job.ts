import type { FileUploadJobConfig } from '../../config/schema/file-upload-job';
import type { BuildContext } from '../build-context';
import { parseEventText } from '../placeholders';
import { deadLetterQueueName, jobResourceName } from '../resource-names';
import { buildRuleTarget } from '../run/rule-target';
import type { RunJobBase } from '../run/run-job-base';
import { buildRunPlan } from '../run/run-plan';
import type { EcsClusterTarget, StateMachineTarget } from '../run/targets';
import { buildRule } from '../triggers/event-rule';
import type { UploadRule } from '../triggers/triggers';
import { buildObjectSource, fileUploadPlaceholders } from './object-source';

/** A job whose task, or state machine, a rule on a bucket's objects starts. */
export interface FileUploadJob extends RunJobBase {
  readonly type: 'file_upload_job';
  readonly rule: UploadRule;
  readonly target: EcsClusterTarget | StateMachineTarget;
}

/** Builds a file upload job. */
export function buildFileUploadJob(
  context: BuildContext,
  name: string,
  job: FileUploadJobConfig,
): FileUploadJob {
  const { service } = context.config;
  const placeholders = fileUploadPlaceholders(job);
  const run = buildRunPlan(service, job, (text) => parseEventText(text, placeholders));
  return {
    type: 'file_upload_job',
    name,
    run,
    rule: buildRule(context, jobResourceName(service.name, name), {
      description: job.description,
      state: job.state,
      source: buildObjectSource(context.config, name, job),
      configured: job,
      deadLetterQueueName: deadLetterQueueName(service.name, name),
    }),
    target: buildRuleTarget(context, name, job, run, placeholders),
  };
}
