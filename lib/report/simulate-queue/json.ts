import type { SimulatedQueue } from './view';
import type { QueueEvent, QueueSimulation } from '../../simulate/queue/queue-simulation';

/** Renders simulations as JSON. The names of the fields are stable. */
export function queuesToJson(queues: readonly SimulatedQueue[]): string {
  const simulations = queues.map(({ environment, job, simulation }) => ({
    environment,
    job,
    ...simulationToJson(simulation),
  }));
  return `${JSON.stringify({ simulations }, undefined, 2)}\n`;
}

function simulationToJson({ minutes, events, totals, end, notes }: QueueSimulation): object {
  return {
    minutes: minutes.map(({ minute, waiting, inFlight, running, desired, oldestSeconds }) => ({
      minute,
      waiting,
      in_flight: inFlight,
      tasks_running: running,
      tasks_desired: desired,
      oldest_seconds: oldestSeconds ?? null,
    })),
    events: events.map(eventToJson),
    totals: {
      messages: totals.messages,
      processed: totals.processed,
      interruptions: totals.interruptions,
      dead_letters: totals.deadLetters,
      longest_wait_seconds: totals.longestWaitSeconds,
      first_begun_after_seconds: totals.firstBegunAfterSeconds ?? null,
      highest_backlog: totals.highestBacklog,
      most_tasks: totals.maximumTasks,
      task_seconds: totals.taskSeconds,
      seconds: totals.seconds,
    },
    end,
    notes,
  };
}

function eventToJson(event: QueueEvent): object {
  const { kind, atSeconds: at_seconds } = event;
  switch (event.kind) {
    case 'alarm':
      return { kind, at_seconds, alarm: event.alarm, state: event.state, value: event.value ?? null };
    case 'scaled':
      return { kind, at_seconds, from: event.from, to: event.to, by: event.by };
    case 'limits':
      return { kind, at_seconds, action: event.action, minimum: event.minimum, maximum: event.maximum };
    case 'reactivated':
      return { kind, at_seconds, metrics_from_seconds: event.metricsFromSeconds };
    case 'deployment':
      return { kind, at_seconds, phase: event.phase };
    case 'dead_letters':
    case 'interrupted':
      return { kind, at_seconds, messages: event.messages };
  }
}
