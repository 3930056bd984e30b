import type { FileUploadJobConfig } from '../../config/schema/file-upload-job';
import type { BuildContext } from '../build-context';
import { buildRuleJob, type RuleJobBase } from '../triggers/rule-job';
import type { ObjectEventSource } from '../triggers/triggers';
import { buildObjectSource, fileUploadPlaceholders } from './object-source';

/** A job for new objects in a bucket: an EventBridge rule starts its task or its state machine. */
export interface FileUploadJob extends RuleJobBase<ObjectEventSource> {
  readonly type: 'file_upload_job';
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
  const source = buildObjectSource(context.config, name, job);
  return {
    type: 'file_upload_job',
    ...buildRuleJob(context, name, job, source, fileUploadPlaceholders(job)),
  };
}
