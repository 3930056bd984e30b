"""The permission to tag a task that is being launched. MiniStack does not check it.

ECS rejects a launch with tags if the caller may not tag tasks:
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html
"""

import contextvars

from ministack.core.iam_evaluator import EvalContext, _gather_role_policies, evaluate
from ministack.services import stepfunctions

role_of_execution = contextvars.ContextVar("role_of_execution", default="")


def may_tag(role_arn, cluster):
    """Returns whether the policies of a role let it tag the tasks that it launches in a cluster, by name or ARN."""
    _, partition, _, _, account, role = role_arn.split(":", 5)
    region = stepfunctions.get_region()
    task = f"arn:{partition}:ecs:{region}:{account}:task/{cluster.rpartition('/')[2]}/0123456789abcdef"
    context = EvalContext(
        principal_arn=role_arn,
        principal_type="AssumedRole",
        principal_account=account,
        action="ecs:TagResource",
        resource_arn=task,
        region=region,
        secure_transport=True,
        service_context={"ecs:createaction": "RunTask"},
    )
    return evaluate(context, _gather_role_policies(role.rpartition("/")[2], account)).decision == "Allow"


run_execution = stepfunctions._run_execution


def run_with_role(execution_arn):
    """Runs an execution, and remembers the role of its state machine."""
    machine = stepfunctions._executions[execution_arn]["stateMachineArn"]
    role_of_execution.set(stepfunctions._state_machines[machine]["roleArn"])
    run_execution(execution_arn)


stepfunctions._run_execution = run_with_role
run_task = "arn:aws:states:::ecs:runTask"
launch = stepfunctions._SERVICE_DISPATCH[run_task]


def launch_if_allowed(resource, parameters):
    role = role_of_execution.get()
    if parameters.get("Tags") and not may_tag(role, parameters["Cluster"]):
        reason = f"{role} is not authorized to perform: ecs:TagResource"
        raise stepfunctions._ExecutionError("ECS.AccessDeniedException", reason)
    return launch(resource, parameters)


stepfunctions._SERVICE_DISPATCH[run_task] = launch_if_allowed
