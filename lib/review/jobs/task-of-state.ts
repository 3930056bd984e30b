/** Reads the task that a state machine starts. */
import type { PlanValue } from '../planned-environment';
import type { Cursor } from './cursor';
import { textsOfExpression, type EventPaths } from './run-texts';
import type { Command, ReviewedTask, TaskParameter, Variable } from './task';

/** The task that the states of a step start. */
export class TaskOfState implements ReviewedTask {
  /**
   * Creates a task.
   *
   * @param states - The states that start the task. The task is read from the first state; the others start it again.
   * @param eventPaths - The paths of optional values in the event, by the paths of their copies.
   */
  constructor(
    private readonly states: readonly Cursor[],
    private readonly eventPaths: EventPaths,
  ) {}

  /** Returns the command. */
  command(): Command {
    return this.read((state) => {
      const container = containerOf(state);
      const evaluated = container.at('Command.$').text();
      return evaluated === undefined
        ? container.at('Command').value()
        : textsOfExpression(evaluated, this.eventPaths);
    });
  }

  /** Returns the environment variables. */
  environment(): readonly Variable[] {
    return this.read((state) =>
      containerOf(state)
        .at('Environment')
        .items()
        .map((variable) => ({
          name: variable.at('Name').text() ?? '',
          value: variable.at('Value').value() ?? variable.at('Value.$').value(),
        })),
    );
  }

  /** Returns a parameter. */
  parameter(name: TaskParameter): PlanValue | undefined {
    return this.read((state) => {
      const parameters = state.at('Parameters');
      const overrides = parameters.at('Overrides');
      const network = parameters.at('NetworkConfiguration', 'AwsvpcConfiguration');
      switch (name) {
        case 'cluster':
          return parameters.at('Cluster').value();
        case 'container':
          return containerOf(state).at('Name').value();
        case 'cpu':
          return overrides.at('Cpu').value();
        case 'memory':
          containerOf(state).at('Memory').value();
          return overrides.at('Memory').value();
        case 'storage':
          return overrides.at('EphemeralStorage', 'SizeInGiB').value();
        case 'taskRole':
          return overrides.at('TaskRoleArn').value();
        case 'executionRole':
        case 'image':
          return undefined;
        case 'family':
          return parameters.at('TaskDefinition').value();
        case 'launchType':
          return parameters.at('LaunchType').value();
        case 'capacityProvider':
          return parameters.at('CapacityProviderStrategy', 0, 'CapacityProvider').value();
        case 'subnets':
          return network.at('Subnets').value();
        case 'securityGroups':
          return network.at('SecurityGroups').value();
        case 'publicIp':
          return network.at('AssignPublicIp').value();
        case 'tags':
          return tagsOf(parameters.at('Tags'));
      }
    });
  }

  /** Returns the value of the first state. Also reads it from the other states, so that it has only one row. */
  private read<Value>(valueOf: (state: Cursor) => Value): Value {
    const [first, ...others] = this.states;
    for (const other of others) valueOf(other);
    if (first === undefined) throw new TypeError('a task needs a state that starts it');
    return valueOf(first);
  }
}

function containerOf(state: Cursor): Cursor {
  return state.at('Parameters', 'Overrides', 'ContainerOverrides', 0);
}

function tagsOf(tags: Cursor): PlanValue | undefined {
  const entries = tags
    .items()
    .map((tag) => [tag.at('Key').text() ?? '', tag.at('Value').value() ?? null] as const);
  return entries.length === 0 ? tags.value() : Object.fromEntries(entries);
}
