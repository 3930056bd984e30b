import type { AlarmKind, SimulatedAlarm, SimulatedAlarms } from '../../simulate/alarms/simulate-alarms';
import { escapeControlCharacters } from '../../text/escape-control-characters';
import type { AlarmsView } from './view';

const titles = {
  failed: 'failed run',
  missed: 'missed run',
  slow: 'slow run',
  undelivered: 'undelivered event',
} as const satisfies Record<AlarmKind, string>;

/** Renders each alarm of a job, with the times of its notifications and the first lines of its message. */
export function renderAlarms({ simulations }: AlarmsView): string {
  return simulations.map(renderSimulation).join('\n');
}

function renderSimulation({ environment, job, history, alarms }: SimulatedAlarms): string {
  const { from, until, runs } = history;
  const count = `${runs.length} ${runs.length === 1 ? 'run' : 'runs'}`;
  return [
    `${environment.config.name}: ${job.name}, ${count} from ${from.toISOString()} to ${until.toISOString()}`,
    ...alarms.flatMap(renderAlarm),
    '',
  ].join('\n');
}

function renderAlarm({ kind, isOff, notifications }: SimulatedAlarm): readonly string[] {
  const title = titles[kind];
  if (isOff !== undefined) return [`  ${title}: no alarm, because ${isOff}`];
  if (notifications.length === 0) return [`  ${title}: sends no notification`];
  const topics = [...new Set(notifications.map(({ topic }) => topic))].join(', ');
  return [
    escapeControlCharacters(
      `  ${title}: ${notifications.length} ${notifications.length === 1 ? 'notification' : 'notifications'} to ${topics}`,
    ),
    ...notifications.map(({ at, message }) => {
      const [first = '', second = ''] = message.split('\n');
      return escapeControlCharacters(`    ${at.toISOString()}  ${second === '' ? first : second}`);
    }),
  ];
}
