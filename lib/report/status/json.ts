import { utcIso } from '../list/times';
import type { ActiveAlarm } from '../../observe/aws-reader';
import type { RunLog } from '../../observe/read-log';
import type { StatusView, ViewedJob } from './view';

/** Renders a status as JSON. The names of the fields are stable. */
export function statusToJson({ environments }: StatusView): string {
  const value = {
    environments: environments.map(({ name, region, since, now, jobs, alarms, problems }) => ({
      name,
      region,
      since: utcIso(since),
      now: utcIso(now),
      jobs: jobs.map(jobToJson),
      problems: problems.map(({ code, message }) => ({ code, message })),
      alarms: alarms.map(alarmToJson),
    })),
  };
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function jobToJson(job: ViewedJob) {
  const { runs, service, log } = job;
  return {
    name: job.name,
    type: job.type,
    state: job.isEnabled ? 'ENABLED' : 'DISABLED',
    problems: job.problems.map(({ code, message }) => ({ code, message })),
    runs_from: runs.source,
    all_runs: runs.isComplete,
    runs: runs.runs.map(({ arn, started, ended, result, exitCode, reason, link }) => ({
      arn,
      result,
      started: instant(started),
      ended: instant(ended),
      seconds:
        started === undefined || ended === undefined
          ? null
          : Math.round((ended.getTime() - started.getTime()) / 1000),
      exit_code: exitCode ?? null,
      reason: reason ?? null,
      link: link ?? null,
    })),
    missed_runs: job.missed.map(({ due, scheduleName }) => ({ due: utcIso(due), schedule: scheduleName })),
    schedules: job.schedules.map(({ name, kind }) => ({ name, difference: kind })),
    queues: job.queues.map(({ name, kind, messages }) => ({
      name,
      kind,
      visible: messages?.visible ?? null,
      in_flight: messages?.inFlight ?? null,
      delayed: messages?.delayed ?? null,
    })),
    tasks:
      service?.tasks === undefined
        ? null
        : {
            desired: service.tasks.desired,
            running: service.tasks.running,
            pending: service.tasks.pending,
          },
    alarms: job.alarms.map(alarmToJson),
    ...(log === undefined ? {} : { log: logToJson(log) }),
  };
}

function alarmToJson({ name, since, description }: ActiveAlarm) {
  return { name, since: instant(since), description };
}

function logToJson(log: RunLog) {
  if (log.kind === 'none') return { missing: log.reason };
  return {
    group: log.groupName,
    stream: log.streamName,
    all_lines: log.lines.isComplete,
    lines: log.lines.items.map(({ time, text }) => ({ time: time.toISOString(), text })),
  };
}

function instant(time: Date | undefined): string | null {
  return time === undefined ? null : utcIso(time);
}
