import type { SimulatedTrace, TraceEvent } from '../../simulate/run/simulate-run';
import type { RunJob } from '../../jobs/job';
import { overrideToJson } from '../container-override';

/** Renders runs as JSON. The names of the fields are stable. */
export function runsToJson(traces: readonly SimulatedTrace[]): string {
  const runs = traces.map(({ environment, job, events, end, seconds }) => ({
    environment: environment.config.name,
    job: job.name,
    target: job.target.kind,
    events: events.map((event) => eventToJson(event, job)),
    end,
    waits_and_timeouts_seconds: seconds,
  }));
  return `${JSON.stringify({ runs }, undefined, 2)}\n`;
}

function eventToJson(event: TraceEvent, job: RunJob): object {
  switch (event.kind) {
    case 'wait':
      return { kind: event.kind, seconds: event.seconds, at_most: event.isRandom, why: event.why };
    case 'lock':
    case 'fork':
      return event;
    case 'task':
      return {
        kind: event.kind,
        step: event.step,
        run: event.attempt,
        maximum_runs: event.maximumAttempts,
        at_seconds: event.atSeconds,
        ...(event.isOnSpot ? { capacity_provider: 'FARGATE_SPOT' } : {}),
        ...overrideToJson(event.override, job),
        ending: event.ending,
      };
  }
}
