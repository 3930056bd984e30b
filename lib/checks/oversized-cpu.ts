import { cpuValues, refuseFargateSize } from '../aws/fargate';
import { placedSteps } from '../jobs/run';
import type { Check } from './check';
import { pathOf } from './jobs';

/** Below four vCPU, the smallest memory of a size is what most jobs want. */
const largeCpu = 4096;

export const oversizedCpu: Check = {
  code: 'oversized-cpu',
  why: 'Fargate is paid by CPU and memory. The smallest memory that goes with many vCPU goes with fewer as well, at a fraction of the price, and a job that is not written for several cores is no slower.',
  fix: 'take the smaller cpu if the job uses one core',
  find: ({ jobs }) =>
    jobs.flatMap((job) =>
      placedSteps(job.run).flatMap(({ step, path }) => {
        const { cpu: cpuText, memory: memoryText } = step.task.overrides;
        const [cpu, memory] = [Number(cpuText), Number(memoryText)];
        if (!(cpu >= largeCpu) || refuseFargateSize(cpu, memory / 2) === undefined) return [];
        const smaller = cpuValues.find((value) => refuseFargateSize(value, memory) === undefined) ?? cpu;
        if (smaller * 2 >= cpu) return [];
        const message = `a memory of ${memory} MiB is all that is asked for, and it goes with cpu ${smaller} too`;
        return [{ path: [...pathOf(job), ...path, 'cpu'], at: 'value', message }];
      }),
    ),
};
