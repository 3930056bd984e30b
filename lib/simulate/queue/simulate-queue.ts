/**
 * Simulates how the generated scaling of a service reacts to messages, without randomness. Times are whole seconds, and
 * seconds in which nothing can change are skipped. The simulation interprets the generated alarms and policies.
 */
import type { ServiceScaling } from '../../aws/scaling/scaling';
import { maximumSimulationSeconds, queueNotes } from './options';
import { QueueRun } from './queue-run';
import type { QueueSimulation, QueueSimulationOptions } from './queue-simulation';

/**
 * Simulates a queue.
 *
 * @param options - Valid options: check them with `explainInvalidQueueOptions`.
 */
export function simulateQueue(scaling: ServiceScaling, options: QueueSimulationOptions): QueueSimulation {
  const run = new QueueRun(scaling, options);
  const last = options.durationSeconds ?? maximumSimulationSeconds;
  let now = 0;
  while ((run.step(now), now < last && (options.durationSeconds !== undefined || !run.isOver(now)))) {
    const next = Math.min(last, run.nextChange(now));
    run.pass(now, next);
    now = next;
  }
  const isOver = options.durationSeconds === undefined && run.isOver(now);
  const end = isOver ? 'at-rest' : options.durationSeconds === undefined ? 'too-long' : 'duration';
  return { ...run.result(now), end, notes: queueNotes(scaling, options) };
}
