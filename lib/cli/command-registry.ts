import { defineGroup, type ProgramCommand } from './command';
import { adoptCommand } from './commands/adopt';
import { commandsCommand } from './commands/aws-commands';
import { initCommand } from './commands/init';
import { listCommand } from './commands/list';
import { permissionsCommand } from './commands/permissions';
import { reviewCommand } from './commands/review';
import { schemaCommand } from './commands/schema';
import { statusCommand } from './commands/status';
import { simulateAlarmsCommand } from './commands/simulate-alarms';
import { simulateEventCommand } from './commands/simulate-event';
import { simulateQueueCommand } from './commands/simulate-queue';
import { simulateRunCommand } from './commands/simulate-run';
import { simulateUploadCommand } from './commands/simulate-upload';
import { synthCommand } from './commands/synth';
import { validateCommand } from './commands/validate';

/** All commands, in the order of `--help`. */
export const registry: readonly ProgramCommand[] = [
  initCommand,
  adoptCommand,
  synthCommand,
  validateCommand,
  listCommand,
  permissionsCommand,
  commandsCommand,
  reviewCommand,
  statusCommand,
  defineGroup(
    'simulate',
    'simulate runs, uploads, events, queues and alarms with the generated configuration',
    [
      simulateRunCommand,
      simulateUploadCommand,
      simulateEventCommand,
      simulateQueueCommand,
      simulateAlarmsCommand,
    ],
  ),
  schemaCommand,
];
