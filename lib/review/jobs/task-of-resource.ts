/** Reads the task that a rule starts, and the task of a service, from the arguments of Terraform resources. */
import type { PlanValue } from '../planned-environment';
import type { Cursor } from './cursor';
import { textOfTemplate } from './run-texts';
import { isTexts, type Command, type ReviewedTask, type TaskParameter, type Variable } from './task';

/** The task that a rule starts, read from the target of the rule. */
export class TaskOfRule implements ReviewedTask {
  /**
   * Creates a task.
   *
   * @param target - The target of the rule.
   */
  constructor(private readonly target: Cursor) {}

  private get overrides(): Cursor {
    return this.target.at('input_transformer', 0, 'input_template');
  }

  private get container(): Cursor {
    return this.overrides.at('containerOverrides', 0);
  }

  /** Returns the command. */
  command(): Command {
    const command = this.container.at('command').value();
    const paths = this.target.at('input_transformer', 0, 'input_paths');
    return isTexts(command) ? command.map((text) => textOfTemplate(text, paths)) : command;
  }

  /** Returns the environment variables. */
  environment(): readonly Variable[] {
    const paths = this.target.at('input_transformer', 0, 'input_paths');
    return this.container
      .at('environment')
      .items()
      .map((variable) => {
        const value = variable.at('value').value();
        return {
          name: variable.at('name').text() ?? '',
          value: typeof value === 'string' ? textOfTemplate(value, paths) : value,
        };
      });
  }

  /** Returns a parameter. */
  parameter(name: TaskParameter): PlanValue | undefined {
    const ecs = this.target.at('ecs_target', 0);
    const network = ecs.at('network_configuration', 0);
    switch (name) {
      case 'cluster':
        return lastPart(this.target.at('arn').value());
      case 'container':
        return this.container.at('name').value();
      case 'cpu':
        return this.overrides.at('cpu').value();
      case 'memory':
        this.container.at('memory').value();
        return this.overrides.at('memory').value();
      case 'storage':
        return this.overrides.at('ephemeralStorage', 'sizeInGiB').value();
      case 'taskRole':
        return this.overrides.at('taskRoleArn').value();
      case 'executionRole':
      case 'image':
        return undefined;
      case 'family':
        return lastPart(ecs.at('task_definition_arn').value());
      case 'launchType':
        return ecs.at('launch_type').value();
      case 'capacityProvider':
        return ecs.at('capacity_provider_strategy', 0, 'capacity_provider').value();
      case 'subnets':
        return network.at('subnets').value();
      case 'securityGroups':
        return network.at('security_groups').value();
      case 'publicIp':
        return network.at('assign_public_ip').value();
      case 'tags':
        return ecs.at('tags').value();
    }
  }
}

/** The task of a worker's service, read from the service and its task definition. */
export class TaskOfService implements ReviewedTask {
  /**
   * Creates a task.
   *
   * @param definition - The worker's own task definition.
   * @param container - The job's container in the task definition.
   * @param service - The service.
   */
  constructor(
    private readonly definition: Cursor,
    private readonly container: Cursor,
    private readonly service: Cursor,
  ) {}

  /** Returns the command. */
  command(): Command {
    return this.container.at('command').value();
  }

  /** Returns the environment variables. */
  environment(): readonly Variable[] {
    const variables = (field: string, valueField: string): readonly Variable[] =>
      this.container
        .at(field)
        .items()
        .map((variable) => ({
          name: variable.at('name').text() ?? '',
          value: variable.at(valueField).value(),
        }));
    return [...variables('environment', 'value'), ...variables('secrets', 'valueFrom')];
  }

  /** Returns a parameter. */
  parameter(name: TaskParameter): PlanValue | undefined {
    const { definition, service } = this;
    const network = service.at('network_configuration', 0);
    switch (name) {
      case 'cluster':
        return lastPart(service.at('cluster').value());
      case 'container':
        return this.container.at('name').value();
      case 'cpu':
        return definition.at('cpu').value();
      case 'memory':
        return definition.at('memory').value();
      case 'storage':
        return definition.at('ephemeral_storage', 0, 'size_in_gib').value();
      case 'taskRole':
        return definition.at('task_role_arn').value();
      case 'executionRole':
        return definition.at('execution_role_arn').value();
      case 'family':
        return definition.at('family').value();
      case 'image':
        return this.container.at('image').value();
      case 'launchType':
        return service.at('launch_type').value();
      case 'capacityProvider':
        return service.at('capacity_provider_strategy', 0, 'capacity_provider').value();
      case 'subnets':
        return network.at('subnets').value();
      case 'securityGroups':
        return network.at('security_groups').value();
      case 'publicIp':
        return network.at('assign_public_ip').value();
      case 'tags':
        return service.at('tags').value();
    }
  }
}

/** Returns the name after the last slash of an ARN; every other value unchanged. */
function lastPart(value: PlanValue | undefined): PlanValue | undefined {
  return typeof value === 'string' ? value.slice(value.lastIndexOf('/') + 1) : value;
}
