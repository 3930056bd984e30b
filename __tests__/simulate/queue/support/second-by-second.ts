import type { ServiceScaling } from '../../../../lib/aws/scaling/scaling';
import { maximumSimulationSeconds, queueNotes } from '../../../../lib/simulate/queue/options';
import { QueueRun } from '../../../../lib/simulate/queue/queue-run';
import type {
  QueueSimulation,
  QueueSimulationOptions,
} from '../../../../lib/simulate/queue/queue-simulation';

/** Simulates every second, also those in which nothing can change. It is slow, and skips nothing by mistake. */
export function simulateEverySecond(
  scaling: ServiceScaling,
  options: QueueSimulationOptions,
): QueueSimulation {
  const run = new QueueRun(scaling, options);
  const { durationSeconds } = options;
  const last = durationSeconds ?? maximumSimulationSeconds;
  const isOver = (now: number): boolean => durationSeconds === undefined && run.isOver(now);
  let now = 0;
  run.step(now);
  while (now < last && !isOver(now)) {
    run.pass(now, now + 1);
    now += 1;
    run.step(now);
  }
  const end = isOver(now) ? 'at-rest' : durationSeconds === undefined ? 'too-long' : 'duration';
  return { ...run.result(now), end, notes: queueNotes(scaling, options) };
}
