import { Construct } from 'constructs';
import type { Job } from '../jobs/job';

/** A job; its resources are the children. */
export class JobConstruct extends Construct {
  /**
   * Creates the construct, without resources.
   *
   * @param job - The job that the children belong to.
   */
  constructor(
    scope: Construct,
    id: string,
    readonly job: Job,
  ) {
    super(scope, id);
  }
}
