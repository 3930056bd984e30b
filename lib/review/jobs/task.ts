/**
 * The task of a job or of a step. A state machine, a rule and a service each have their own spelling of its parameters.
 * A function reads only the values that it returns, and the repetitions of these values.
 */
import type { PlanValue } from '../planned-environment';

/** An environment variable. */
export interface Variable {
  /** The name. */
  readonly name: string;
  /** The value, which a review never shows. */
  readonly value: PlanValue | undefined;
}

/** The command of a container: its arguments, or a value that the plan does not show. */
export type Command = readonly string[] | PlanValue | undefined;

/** A parameter of a task that has a single value. */
export type TaskParameter =
  | 'cluster'
  | 'container'
  | 'cpu'
  | 'memory'
  | 'storage'
  | 'taskRole'
  | 'executionRole'
  | 'family'
  | 'image'
  | 'launchType'
  | 'capacityProvider'
  | 'subnets'
  | 'securityGroups'
  | 'publicIp'
  | 'tags';

/** A task. */
export interface ReviewedTask {
  /** Returns the command; `undefined` if the task definition has it. */
  command(): Command;
  /** Returns the environment variables. */
  environment(): readonly Variable[];
  /** Returns a parameter; `undefined` if the task definition has it. */
  parameter(name: TaskParameter): PlanValue | undefined;
}

/** Whether the plan shows every argument of a command. */
export function isTexts(command: Command): command is readonly string[] {
  return isCommandList(command) && command.every((item) => typeof item === 'string');
}

function isCommandList(command: Command): command is readonly PlanValue[] | readonly string[] {
  return Array.isArray(command);
}
