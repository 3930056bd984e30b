/** The aspects of a task that have a single line: its size, its price, its network and its roles. */
import { isHidden } from '../../../../review/jobs/plan-values';
import type { ReviewedTask } from '../../../../review/jobs/task';
import { isPlanList, type PlanValue } from '../../../../review/planned-environment';
import { words, type Words } from '../../words';
import type { ReviewContext } from './aspect';
import { priceWords } from './task-price';
import { nameOfArn, numberOf, valueWords } from '../value-words';

/** The first words of a size that the job does not set. */
export const inheritedSize = 'not set by the job; ECS uses the size of';

type Lines = (task: ReviewedTask, context: ReviewContext) => readonly Words[];

/** The functions that describe these aspects, by the names of the aspects, in the order of the report. */
export const taskLines: Readonly<Record<string, Lines>> = {
  size: (task) => [sizeWords(task)],
  price: (task, { region }) => priceWords(task, region),
  'launch type': (task) => [launchWords(task)],
  'temporary storage': (task) =>
    present(task.parameter('storage'), (value) => words`${valueWords(value)} GB`),
  'task definition': (task) => present(task.parameter('family'), valueWords),
  image: (task) => present(task.parameter('image'), valueWords),
  container: (task) => present(task.parameter('container'), valueWords),
  'task role': (task) => present(task.parameter('taskRole'), nameOfArn),
  'execution role': (task) => present(task.parameter('executionRole'), nameOfArn),
  cluster: (task) => present(task.parameter('cluster'), valueWords),
  subnets: (task) => listLines(task.parameter('subnets')),
  'security groups': (task) => listLines(task.parameter('securityGroups')),
  'public IP address': (task) => [publicIpWords(task.parameter('publicIp'))],
};

/** The aspects that the review of an added or deleted job has. */
export const taskSummaryNames: ReadonlySet<string> = new Set(['size', 'price', 'launch type', 'task role']);

function present(
  value: PlanValue | undefined,
  describe: (value: PlanValue | undefined) => Words,
): readonly Words[] {
  return value === undefined || value === null ? [] : [describe(value)];
}

function sizeWords(task: ReviewedTask): Words {
  const cpu = task.parameter('cpu');
  const memory = task.parameter('memory');
  if (isAbsent(cpu) && isAbsent(memory)) return words`${[inheritedSize]} ${definitionWords(task)}`;
  if (isHidden(cpu) && cpu === memory) return valueWords(cpu);
  return words`${isAbsent(cpu) ? words`CPU of ${definitionWords(task)}` : cpuWords(cpu)}, ${
    isAbsent(memory) ? words`memory of ${definitionWords(task)}` : words`${memoryWords(memory)} memory`
  }`;
}

/** Returns the task definition by its family. Its size is not a part of the plan, unless it belongs to a worker. */
function definitionWords(task: ReviewedTask): Words {
  const family = task.parameter('family');
  return typeof family === 'string' ? words`the task definition ${family}` : ['its task definition'];
}

function isAbsent(value: PlanValue | undefined): boolean {
  return value === undefined || value === null;
}

/** The CPU units of one vCPU. */
const unitsOfVcpu = 1024;

function cpuWords(value: PlanValue | undefined): Words {
  const units = numberOf(value);
  return units === undefined ? words`${valueWords(value)} CPU` : [`${units / unitsOfVcpu} vCPU`];
}

function memoryWords(value: PlanValue | undefined): Words {
  const mebibytes = numberOf(value);
  return mebibytes === undefined ? valueWords(value) : [`${mebibytes / 1024} GB`];
}

function launchWords(task: ReviewedTask): Words {
  const provider = task.parameter('capacityProvider');
  const type = task.parameter('launchType');
  if (provider === 'FARGATE_SPOT')
    return words`${'FARGATE_SPOT'}; it is cheaper, but AWS can interrupt the task`;
  return valueWords(isAbsent(provider) ? type : provider);
}

function listLines(value: PlanValue | undefined): readonly Words[] {
  if (isPlanList(value) && value.every((item) => !isHidden(item))) return value.map(valueWords);
  return present(value, valueWords);
}

function publicIpWords(value: PlanValue | undefined): Words {
  if (value === true || value === 'ENABLED') return ['yes'];
  return value === false || value === 'DISABLED' || isAbsent(value) ? ['no'] : valueWords(value);
}
