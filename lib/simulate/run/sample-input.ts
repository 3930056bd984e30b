import { sampleEvent } from '../../aws/events/sample-event';
import { objectEvent, type UploadedObject } from '../../aws/s3/sample-events';
import type { EnvironmentJobs } from '../../jobs/environment';
import type { FileUploadJob, RunJob } from '../../jobs/job';

/** Returns a sample input of a run: the input of the schedule, or an event that matches the job's rule. */
export function sampleInput(
  { location }: Pick<EnvironmentJobs, 'location'>,
  job: RunJob,
  scheduledTime: string,
): unknown {
  switch (job.type) {
    case 'scheduled_job': {
      const input = job.schedules[0].input ?? {};
      const replaced = Object.entries(input).map(([name, text]) => [
        name,
        text.replaceAll('<aws.scheduler.scheduled-time>', scheduledTime),
      ]);
      return Object.fromEntries(replaced);
    }
    case 'event_job':
      return sampleEvent(job.rule.eventPattern, location);
    case 'file_upload_job':
      return objectEvent(job.rule.source.event, sampleUpload(job), location);
  }
}

function sampleUpload({ rule }: FileUploadJob): UploadedObject {
  const { filter } = rule.source;
  const [prefix = '', suffix = '', wildcard] = [filter.prefixes[0], filter.suffixes[0], filter.wildcards[0]];
  return {
    bucketName: filter.bucketName,
    key: wildcard === undefined ? `${prefix}example${suffix}` : wildcard.replaceAll('*', 'example'),
    size: filter.minimumSize ?? Math.min(1024, filter.maximumSize ?? 1024),
    reason: 'PutObject',
    versionId: undefined,
    etag: 'd41d8cd98f00b204e9800998ecf8427e',
    sequencer: '0055AED6DCD90281E5',
  };
}
