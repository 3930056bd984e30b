/** The price of a task on Fargate, for tasks whose price AWS publishes. */
import type { ReviewedTask } from '../../../../review/jobs/task';
import type { Words } from '../../words';
import { numberOf } from '../value-words';

/**
 * The prices of Linux on x86 in US dollars. Fargate Spot has no fixed price, and a task on ARM is cheaper. A plan does
 * not show the architecture of a task that another task definition defines.
 *
 * @see https://aws.amazon.com/fargate/pricing/
 */
const prices = {
  region: 'us-east-1',
  date: 'June 2026',
  perVcpuHour: 0.04048,
  perGigabyteHour: 0.004445,
  /** The price of a GiB of ephemeral storage above `includedStorage`, per hour. */
  perStorageHour: 0.000111,
  includedStorage: 20,
} as const;

/** Returns the price of a task per hour; no line if this program does not know the price. */
export function priceWords(task: ReviewedTask, region: string | undefined): readonly Words[] {
  const isOnDemand = task.parameter('capacityProvider') !== 'FARGATE_SPOT';
  const [cpu, memory] = [numberOf(task.parameter('cpu')), numberOf(task.parameter('memory'))];
  const storage = task.parameter('storage');
  const gigabytes = storage === undefined || storage === null ? prices.includedStorage : numberOf(storage);
  if (!isOnDemand || region !== prices.region) return [];
  if (cpu === undefined || memory === undefined || gigabytes === undefined) return [];
  const hour =
    (cpu / 1024) * prices.perVcpuHour +
    (memory / 1024) * prices.perGigabyteHour +
    Math.max(0, gigabytes - prices.includedStorage) * prices.perStorageHour;
  return [
    [
      `${hour.toFixed(4)} USD for each hour of a task in ${prices.region} (Linux on x86, prices of ${prices.date})`,
    ],
  ];
}
