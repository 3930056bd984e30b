import { Construct } from 'constructs';
import type { Job } from '../jobs/job';

/** The construct of a job. The job's resources are its children. */
export class JobConstruct extends Construct {
  /**
   * Creates the construct in a scope.
   *
   * @param job - The job whose resources are the children.
   */
  constructor(
    scope: Construct,
    id: string,
    readonly job: Job,
  ) {
    super(scope, id);
  }
}
