/** One job in several kinds, with every resource that each kind can have. */
type Fields = Readonly<Record<string, unknown>>;

const upload = { source_bucket: 'arrivals', path_prefix: 'new/' };
const delivery = { dead_letter_queue: true };
const command = { task_command: ['bin/job'] };
const worker = {
  ...command,
  max_processing_seconds: 60,
  max_tasks: 4,
  scheduled_scaling: [{ schedule_expression: 'cron(0 8 * * ? *)', min_tasks: 1, max_tasks: 4 }],
  schedule: { schedule_expression: 'rate(1 hour)', message: { from: 'schedule' } },
};

/** A job of one kind: its section in the configuration, and its fields. */
export interface JobVariant {
  /** The section of the configuration. */
  readonly section: string;
  /** The fields of the job. */
  readonly fields: Fields;
}

/** The variants of a job, by a short name. The names contain only letters. */
export const jobVariants = {
  direct: { section: 'file_upload_jobs', fields: { ...command, ...upload, target: 'ecs_cluster', delivery } },
  upload: {
    section: 'file_upload_jobs',
    fields: { ...command, ...upload, target: 'state_machine', delivery },
  },
  event: {
    section: 'event_jobs',
    fields: { ...command, event_pattern: { source: ['app.orders'] }, target: 'state_machine', delivery },
  },
  bus: {
    section: 'event_jobs',
    fields: {
      ...command,
      event_bus_name: 'orders',
      event_pattern: { source: ['app.orders'] },
      target: 'ecs_cluster',
      delivery,
    },
  },
  scheduled: {
    section: 'scheduled_jobs',
    fields: { ...command, schedule_expression: 'rate(1 hour)', overlap: 'skip' },
  },
  schedules: {
    section: 'scheduled_jobs',
    fields: { ...command, schedule_expression: ['rate(1 hour)', 'rate(7 days)'] },
  },
  worker: { section: 'queue_worker_jobs', fields: { ...worker, file_upload: upload } },
  fifo: {
    section: 'queue_worker_jobs',
    fields: {
      ...worker,
      queue: { fifo: true, message_group_id: '<object_key>' },
      file_upload: { ...upload, delivery },
    },
  },
} as const satisfies Readonly<Record<string, JobVariant>>;
/** The name of a variant. */
export type JobVariantName = keyof typeof jobVariants;

/** Returns all names of variants. */
export function variantNames(): readonly JobVariantName[] {
  return Object.keys(jobVariants).filter((name): name is JobVariantName => name in jobVariants);
}

/** Returns the sections of a configuration that has these jobs. */
export function sectionsOf(jobs: Readonly<Record<string, JobVariantName>>): Fields {
  const sections: Record<string, Record<string, Fields>> = {};
  for (const [name, variant] of Object.entries(jobs)) {
    const { section, fields } = jobVariants[variant];
    (sections[section] ??= {})[name] = fields;
  }
  return sections;
}
