/**
 * The pairs of CPU and memory that Fargate has, and its ephemeral storage.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size
 */

interface MemoryRange {
  /** MiB. */
  readonly minimum: number;
  readonly maximum: number;
  readonly step: number;
  /** Sizes below the range's first step; only the smallest CPU has one. */
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

/** CPU units that Fargate has; 1024 are one vCPU. */
export const cpuValues: readonly number[] = [...memoryOfCpu.keys()];

/** GiB: what a task may ask for beyond the 20 that it has anyway. */
export const ephemeralStorageGib = { minimum: 21, maximum: 200 } as const;

/** Why Fargate refuses the pair, or `undefined` when it takes it. CPU in units, memory in MiB. */
export function explainInvalidFargateSize(cpu: number, memory: number): string | undefined {
  const range = memoryOfCpu.get(cpu);
  if (range === undefined) return `cpu is one of ${cpuValues.join(', ')}`;
  const { minimum, maximum, step, alsoAllowed = [] } = range;
  const inRange = memory >= minimum && memory <= maximum && (memory - minimum) % step === 0;
  if (inRange || alsoAllowed.includes(memory)) return undefined;
  const exceptions = alsoAllowed.map((size) => `${size} or `).join('');
  return `with cpu ${cpu}, Fargate takes a memory of ${exceptions}${minimum} to ${maximum} MiB in steps of ${step}`;
}
