import { cpuValues, explainInvalidFargateSize } from '../../aws/ecs/fargate';
import { isRunJob, type Job } from '../../jobs/job';
import { placedSteps } from '../../jobs/run/run-plan';
import type { Path } from '../../config/issues';
import type { Check } from '../check';
import { pathOf } from '../job-paths';

/** Below four vCPU, the smallest memory of a size is what most jobs want. */
const largeCpu = 4096;

export const oversizedCpu: Check = {
  code: 'oversized-cpu',
  why: 'Fargate is paid by CPU and memory. The smallest memory that goes with many vCPU goes with fewer as well, at a fraction of the price, and a job that is not written for several cores is no slower.',
  fix: 'take the smaller cpu if the job uses one core',
  find: ({ jobs }) =>
    jobs.flatMap((job) =>
      sizesOf(job).flatMap(({ size, path }) => {
        const { cpu: cpuText, memory: memoryText } = size;
        const [cpu, memory] = [Number(cpuText), Number(memoryText)];
        if (!(cpu >= largeCpu) || explainInvalidFargateSize(cpu, memory / 2) === undefined) return [];
        const smaller =
          cpuValues.find((value) => explainInvalidFargateSize(value, memory) === undefined) ?? cpu;
        if (smaller * 2 >= cpu) return [];
        const message = `a memory of ${memory} MiB is all that is asked for, and it goes with cpu ${smaller} too`;
        return [{ path: [...pathOf(job), ...path, 'cpu'], at: 'value', message }];
      }),
    ),
};

interface PlacedSize {
  readonly size: { readonly cpu?: number | undefined; readonly memory?: number | undefined };
  /** Below the job. */
  readonly path: Path;
}

function sizesOf(job: Job): readonly PlacedSize[] {
  if (!isRunJob(job)) return [{ size: job.taskDefinition, path: [] }];
  return placedSteps(job.run).map(({ step, path }) => ({ size: step.task.overrides, path }));
}
