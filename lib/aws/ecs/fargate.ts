/**
 * The combinations of CPU and memory that Fargate supports, and its ephemeral storage.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size
 */

interface MemoryRange {
  /** The minimum memory in MiB. All fields of this interface have this unit. */
  readonly minimum: number;
  readonly maximum: number;
  readonly step: number;
  /**
   * Further supported sizes outside the range.
   *
   * @default none
   */
  readonly alsoAllowed?: readonly number[];
}

const memoryOfCpu: ReadonlyMap<number, MemoryRange> = new Map([
  [256, { minimum: 1024, maximum: 2048, step: 1024, alsoAllowed: [512] }],
  [512, { minimum: 1024, maximum: 4096, step: 1024 }],
  [1024, { minimum: 2048, maximum: 8192, step: 1024 }],
  [2048, { minimum: 4096, maximum: 16384, step: 1024 }],
  [4096, { minimum: 8192, maximum: 30720, step: 1024 }],
  [8192, { minimum: 16384, maximum: 61440, step: 4096 }],
  [16384, { minimum: 32768, maximum: 122880, step: 8192 }],
]);

/** The CPU sizes that Fargate supports, in CPU units. 1024 units are one vCPU. */
export const cpuValues: readonly number[] = [...memoryOfCpu.keys()];

/** The smallest and the largest memory that Fargate supports with any CPU size, in MiB. */
export const memoryMib = {
  minimum: Math.min(
    ...[...memoryOfCpu.values()].flatMap(({ minimum, alsoAllowed = [] }) => [minimum, ...alsoAllowed]),
  ),
  maximum: Math.max(...[...memoryOfCpu.values()].map(({ maximum }) => maximum)),
};

/**
 * The ephemeral storage that a task can request, in GiB. The default is 20 GiB.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EphemeralStorage.html
 */
export const ephemeralStorageGib = { minimum: 21, maximum: 200 } as const;

/**
 * Explains why Fargate does not support a combination of CPU and memory.
 *
 * @param cpu - CPU units.
 * @param memory - Memory in MiB.
 * @returns `undefined` if Fargate supports the combination.
 */
export function explainInvalidFargateSize(cpu: number, memory: number): string | undefined {
  const range = memoryOfCpu.get(cpu);
  if (range === undefined) return `cpu must be one of ${cpuValues.join(', ')}`;
  const { minimum, maximum, step, alsoAllowed = [] } = range;
  const inRange = memory >= minimum && memory <= maximum && (memory - minimum) % step === 0;
  if (inRange || alsoAllowed.includes(memory)) return undefined;
  const exceptions = alsoAllowed.map((size) => `${size} or `).join('');
  return `with cpu ${cpu}, it must be ${exceptions}${minimum} to ${maximum} MiB in steps of ${step}`;
}
