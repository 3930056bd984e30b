import { renderPath, type Path } from '../../config/issues/issues';
import {
  codeArgumentsOf,
  codeVariablesOf,
  jobVariablesOf,
  type CodeText,
  type JobVariables,
} from '../../jobs/code-placeholders/rules';
import { kindOfSection } from '../../jobs/kinds';
import type { EnvironmentJobs } from '../../jobs/environment';
import type { Check } from '../check';
import { configuredJobs, configuredTasks } from './configured-texts';

/** A reason in allow_code_placeholder, with the texts of its task in which a placeholder can become code. */
interface Allowance {
  readonly reason: string;
  readonly path: Path;
  readonly author: string;
  readonly texts: readonly CodeText[];
}

export const allowedCodePlaceholder: Check = {
  code: 'allowed-code-placeholder',
  why: 'A person who names a file, or who sends an event, writes a part of the code. The code runs with the permissions of the task role. The reason in allow_code_placeholder must explain why nobody can choose a harmful value.',
  fix: 'pass the placeholder as an environment variable if you can',
  find: (environment) =>
    allowancesIn(environment)
      .filter(({ texts }) => texts.length > 0)
      .map(({ reason, path, author, texts }) => {
        const places = texts
          .map(
            (text) =>
              `${text.subject.replace(/,$/, '')} in ${renderPath([...path.slice(0, -1), ...text.path])}`,
          )
          .join(', ');
        const message = `${author} could run commands with ${places}; allow_code_placeholder allows this for the reason: ${reason}`;
        return { path, at: 'key', message };
      }),
};

export const unusedCodeReason: Check = {
  code: 'unused-code-reason',
  why: 'The task has allow_code_placeholder, but no placeholder that can become code. If a later change adds such a placeholder, the old reason would allow it without a review.',
  fix: 'remove allow_code_placeholder',
  find: (environment) =>
    allowancesIn(environment)
      .filter(({ texts }) => texts.length === 0)
      .map(({ path }) => ({
        path,
        at: 'key',
        message:
          'allow_code_placeholder allows nothing, because no placeholder of this command can become code',
      })),
};

function allowancesIn(environment: EnvironmentJobs): readonly Allowance[] {
  const { config } = environment;
  const parts = {
    file_upload_jobs: config.fileUploadJobs,
    scheduled_jobs: config.scheduledJobs,
    event_jobs: config.eventJobs,
  };
  const jobs = new Map(configuredJobs(environment).map(({ job, path }) => [renderPath(path), job]));
  // The variables of a job are read once, and not again for each of its steps.
  const variables = new Map<string, JobVariables>();
  return configuredTasks(environment).flatMap(({ task, path, section, name }): readonly Allowance[] => {
    if (task.allow_code_placeholder === undefined) return [];
    const { placeholders, untrusted } = kindOfSection[section];
    const known = placeholders(parts, name);
    const place = renderPath([section, name]);
    const inherited = variables.get(place) ?? jobVariablesOf(jobs.get(place) ?? {}, known);
    variables.set(place, inherited);
    return [
      {
        reason: task.allow_code_placeholder,
        path: [...path, 'allow_code_placeholder'],
        author: untrusted.author,
        texts: [...codeArgumentsOf(task, known, inherited), ...codeVariablesOf(task, known)],
      },
    ];
  });
}
