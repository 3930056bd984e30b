import type { ExampleFiles, RuleDocumentation } from './rule';

const job = (pattern: string): ExampleFiles => ({
  'dev.yml': `event_jobs:\n  ship:\n    task_command: [bin/ship]\n    event_pattern: ${pattern}\n`,
});

/** Rules of the patterns of event jobs. */
export const eventRuleDocs = {
  'invalid-event-pattern': {
    violation: 'an event pattern that EventBridge rejects, or that never matches',
    why: 'Terraform would fail when it creates the rule, or the job would never start.',
    wrong: job('{ source: [shop.orders], detail: { total: [{ numeric: [">", "100"] }] } }'),
    right: job('{ source: [shop.orders], detail: { total: [{ numeric: [">", 100] }] } }'),
  },
  'matches-every-event': {
    violation: 'an event pattern that matches every event of the default bus',
    why: 'The default bus receives the events of all AWS services. The events of the job’s own tasks would start the job again.',
    wrong: job('{ source: [{ prefix: "" }] }'),
    right: job('{ source: [{ prefix: shop. }] }'),
  },
} as const satisfies Record<string, RuleDocumentation>;
