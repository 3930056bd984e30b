import type { AlarmsView } from './view';

/** Renders simulated alarms as JSON. The names of the fields are stable. */
export function alarmsToJson({ simulations }: AlarmsView): string {
  const environments = simulations.map(({ environment, job, history, alarms }) => ({
    name: environment.config.name,
    job: job.name,
    from: history.from.toISOString(),
    until: history.until.toISOString(),
    alarms: alarms.map(({ kind, isOff, notifications }) => ({
      kind,
      ...(isOff === undefined ? {} : { off_because: isOff }),
      notifications: notifications.map(({ at, topic, message }) => ({
        at: at.toISOString(),
        topic,
        message,
      })),
    })),
  }));
  return `${JSON.stringify({ environments }, undefined, 2)}\n`;
}
