import { cpuValues, explainInvalidFargateSize } from '../../aws/ecs/fargate';
import { isRunJob, type Job } from '../../jobs/job';
import { placedSteps } from '../../jobs/run/run-plan';
import type { Path } from '../../config/issues/issues';
import type { Check } from '../check';
import { pathOf } from '../job-paths';

/** Smallest CPU that gets advice. A smaller CPU with its smallest memory is a common choice, not a mistake. */
const largeCpu = 4096;

export const oversizedCpu: Check = {
  code: 'oversized-cpu',
  why: 'Fargate bills CPU and memory. The smallest memory of a large CPU is also available with a smaller CPU, at a fraction of the price. A job that uses only one core is as fast with the smaller CPU.',
  fix: 'set a smaller cpu if the job uses only one core',
  find: ({ jobs }) =>
    jobs.flatMap((job) =>
      sizesOf(job).flatMap(({ size, path }) => {
        const { cpu: cpuText, memory: memoryText } = size;
        const [cpu, memory] = [Number(cpuText), Number(memoryText)];
        if (!(cpu >= largeCpu) || explainInvalidFargateSize(cpu, memory / 2) === undefined) return [];
        const smaller =
          cpuValues.find((value) => explainInvalidFargateSize(value, memory) === undefined) ?? cpu;
        if (smaller * 2 >= cpu) return [];
        const message = `cpu is ${cpu}, but a memory of ${memory} MiB is also available with cpu ${smaller}`;
        return [{ path: [...pathOf(job), ...path, 'cpu'], at: 'value', message }];
      }),
    ),
};

interface TaskSize {
  readonly size: { readonly cpu?: number | undefined; readonly memory?: number | undefined };
  /** Path below the job. */
  readonly path: Path;
}

function sizesOf(job: Job): readonly TaskSize[] {
  if (!isRunJob(job)) return [{ size: job.taskDefinition, path: [] }];
  return placedSteps(job.run).map(({ step, path }) => ({ size: step.task.overrides, path }));
}
