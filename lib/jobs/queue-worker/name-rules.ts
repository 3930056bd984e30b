/** Validation rules for the names of a worker's resources. */
import { explainInvalidLength, type NamedResource } from '../../aws/name-limits';
import type { Violation } from '../../config/rules/apply-rules';
import { jobsOf } from '../../config/rules/cross-field-rules';
import { serviceNameOf } from '../../config/env-config';
import type { ReadEnvironment } from '../../config/reading/read-environment';
import {
  deadLetterQueueName,
  jobResourceName,
  nameSource,
  undeliveredQueueName,
  workerDeadLetterQueueName,
  workerOutputName,
  workerOutputs,
} from '../resource-names';
import { workersIn, type WorkerEntry } from './configured-workers';

/** Returns the name of the service, or `undefined` if it is invalid or missing. */
function validServiceName({ validParts, isInvalid, name }: ReadEnvironment): string | undefined {
  return isInvalid(['service', 'name']) ? undefined : serviceNameOf(validParts, name);
}

/** Finds workers with a resource name that exceeds AWS's maximum. */
export function workerNamesFitLimits(
  { name, job, path }: WorkerEntry,
  environment: ReadEnvironment,
): readonly Violation[] {
  const serviceName = validServiceName(environment);
  if (serviceName === undefined) return [];
  const resourceName = jobResourceName(serviceName, name);
  const names: readonly (readonly [NamedResource, string])[] = [
    ['queue', workerDeadLetterQueueName(serviceName, name, job.queue?.fifo === true)],
    ...(job.file_upload === undefined ? [] : [['rule', resourceName] as const]),
    ...(job.schedule === undefined ? [] : [['schedule', resourceName] as const]),
  ];
  const [message] = names.flatMap(
    ([resource, value]) => explainInvalidLength(resource, value, nameSource) ?? [],
  );
  return message === undefined ? [] : [{ path, at: 'key', message }];
}

/** Finds workers whose queue would have the name of another job's queue for dead letters or undelivered events. */
export function queueNamesAreUnique(environment: ReadEnvironment): readonly Violation[] {
  const jobOfName = new Map<string, string>();
  for (const { name: job } of jobsOf(environment.validParts)) {
    for (const nameOf of [deadLetterQueueName, undeliveredQueueName]) {
      const name = nameOf('x', job).slice('x-'.length);
      if (!jobOfName.has(name)) jobOfName.set(name, job);
    }
  }
  return workersIn(environment).flatMap(({ name, path }): readonly Violation[] => {
    const other = jobOfName.get(name);
    if (other === undefined) return [];
    const message = `the queue of this job would have the same name as a queue of the job ${other}; rename this job`;
    return [{ path, at: 'key', message }];
  });
}

/** Finds workers with the output name of another worker: Terraform's JSON keeps only one of the two outputs. */
export function outputNamesAreUnique(environment: ReadEnvironment): readonly Violation[] {
  const workerOfOutput = new Map<string, string>();
  return workersIn(environment).flatMap(({ name, path }): readonly Violation[] => {
    const outputs = workerOutputs.map((output) => workerOutputName(name, output));
    const same = outputs.find((output) => workerOfOutput.has(output));
    const other = same === undefined ? undefined : workerOfOutput.get(same);
    for (const output of outputs) workerOfOutput.set(output, name);
    if (same === undefined || other === undefined) return [];
    const message = `this worker and the worker ${other} would both have the Terraform output ${same}; rename one of them`;
    return [{ path, at: 'key', message }];
  });
}

/**
 * Finds workers whose task definition has the family of its source. Two programs that register revisions of one
 * family would each use the revisions of the other.
 */
export function ownBaseIsNotOverwritten(
  { name, job, path }: WorkerEntry,
  environment: ReadEnvironment,
): readonly Violation[] {
  const serviceName = validServiceName(environment);
  if (serviceName === undefined) return [];
  const family = jobResourceName(serviceName, name);
  const bases = [job.task_definition_family, environment.validParts.service?.task_definition_family];
  if (!bases.includes(family)) return [];
  const message = `the job would overwrite the task definition that it is based on (${family}); rename the job`;
  return [{ path, at: 'key', message }];
}

/**
 * Finds workers whose source is the task definition of another worker: each apply would use the revision from before
 * the apply.
 */
export function baseIsNotAWorker(environment: ReadEnvironment): readonly Violation[] {
  const serviceName = validServiceName(environment);
  if (serviceName === undefined) return [];
  const workers = workersIn(environment);
  const workerOfFamily = new Map(workers.map(({ name }) => [jobResourceName(serviceName, name), name]));
  return workers.flatMap((worker): readonly Violation[] => {
    const base = worker.job.task_definition_family;
    const other = base === undefined ? undefined : workerOfFamily.get(base);
    if (base === undefined || other === undefined) return [];
    if (ownBaseIsNotOverwritten(worker, environment).length > 0) return [];
    const message = `${base} is the generated task definition of the worker ${other}; a worker must not be based on another worker; set the task definition on which ${other} is based, or remove task_definition_family`;
    return [{ path: [...worker.path, 'task_definition_family'], at: 'value', message }];
  });
}

/** Finds workers whose names differ only in case: IAM compares the names of their policies for senders without case. */
export function policyNamesAreUnique(environment: ReadEnvironment): readonly Violation[] {
  const first = new Map<string, string>();
  return workersIn(environment).flatMap(({ name, path }): readonly Violation[] => {
    const other = first.get(name.toLowerCase());
    if (other === undefined) {
      first.set(name.toLowerCase(), name);
      return [];
    }
    const message = `${name} differs from the worker ${other} only in case, and IAM accepts only one of their policies; rename one of them`;
    return [{ path, at: 'key', message }];
  });
}
