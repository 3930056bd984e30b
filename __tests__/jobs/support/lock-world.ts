/** A model of DynamoDB's table, Step Functions' executions and ECS's tasks, for the runs of one job. */
import { asRecord, at } from '../../support/stack-json';

export type Status = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'ABORTED' | 'TIMED_OUT';

export interface WorldRun {
  readonly id: string;
  readonly startTime: string;
  status: Status;
  task: 'none' | 'running' | 'stopping';
}

export type Answered =
  | { readonly kind: 'result'; readonly value: unknown }
  | { readonly kind: 'error'; readonly error: string; readonly cause: string };

/** Each call returns at once: the effect of two calls depends only on their order. */
export class LockWorld {
  readonly runs = new Map<string, WorldRun>();
  holder: string | undefined;
  /** The number of calls that do not find a run yet, by its ID: Step Functions is eventually consistent. */
  readonly unseen = new Map<string, number>();
  /** The states that must never occur. */
  readonly faults: string[] = [];

  add(id: string, startTime: string, status: Status = 'RUNNING'): WorldRun {
    const run: WorldRun = { id, startTime, status, task: 'none' };
    this.runs.set(id, run);
    return run;
  }

  answer(resource: string, parameters: unknown): Answered {
    switch (resource.replace('arn:aws:states:::', '')) {
      case 'dynamodb:putItem':
        return this.put(parameters);
      case 'dynamodb:getItem':
        return result(
          this.holder === undefined ? {} : { Item: { job: { S: 'job' }, holder: { S: this.holder } } },
        );
      case 'aws-sdk:sfn:describeExecution':
        return this.describe(String(at(parameters, 'ExecutionArn')));
      case 'aws-sdk:sfn:stopExecution':
        return this.stop(String(at(parameters, 'ExecutionArn')));
      default:
        throw new TypeError(`nobody answers ${resource}`);
    }
  }

  private put(parameters: unknown): Answered {
    const { ConditionExpression, ExpressionAttributeNames } = asRecord(parameters);
    const values = asRecord(asRecord(parameters)['ExpressionAttributeValues'] ?? {});
    const wanted = Object.values(values).map((value) => at(value, 'S'));
    const isFree =
      ConditionExpression === 'attribute_not_exists(#job)' && at(ExpressionAttributeNames, '#job') === 'job';
    const isOurs =
      ConditionExpression === '#holder = :holder OR #holder = :self' &&
      at(ExpressionAttributeNames, '#holder') === 'holder';
    if (!isFree && !isOurs) throw new TypeError(`an unknown condition, ${String(ConditionExpression)}`);
    const holds = isFree ? this.holder === undefined : wanted.includes(this.holder);
    if (!holds) return failure('DynamoDB.ConditionalCheckFailedException', 'The conditional request failed');
    this.holder = String(at(parameters, 'Item', 'holder', 'S'));
    return result({});
  }

  private describe(id: string): Answered {
    const run = this.find(id);
    if (run === undefined)
      return failure('Sfn.ExecutionDoesNotExistException', `Execution Does Not Exist: '${id}'`);
    return result({ ExecutionArn: id, Status: run.status, StartDate: run.startTime });
  }

  private find(id: string): WorldRun | undefined {
    const calls = this.unseen.get(id) ?? 0;
    this.unseen.set(id, Math.max(0, calls - 1));
    return calls > 0 ? undefined : this.runs.get(id);
  }

  private stop(id: string): Answered {
    const run = this.find(id);
    if (run === undefined)
      return failure('Sfn.ExecutionDoesNotExistException', `Execution Does Not Exist: '${id}'`);
    if (run.status === 'RUNNING') this.abort(run);
    return result({ StopDate: '2027-01-01T00:00:00.000Z' });
  }

  /** Step Functions lets ECS stop the task, which does not stop at once. */
  abort(run: WorldRun): void {
    run.status = 'ABORTED';
    if (run.task === 'running') run.task = 'stopping';
  }

  begin(run: WorldRun): void {
    for (const other of this.runs.values())
      if (other !== run && other.task !== 'none')
        this.faults.push(`${run.id} starts while ${other.id} is ${other.task}`);
    run.task = 'running';
  }
}

function result(value: unknown): Answered {
  return { kind: 'result', value };
}

function failure(error: string, cause: string): Answered {
  return { kind: 'error', error, cause };
}
