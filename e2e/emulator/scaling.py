"""Application Auto Scaling, which MiniStack lacks. It stores its settings and does not scale.

https://docs.aws.amazon.com/autoscaling/application/APIReference/API_Operations.html
"""

import json
import time
import uuid

from ministack.core.responses import request_scope
from ministack.services import ecs
from operations import AwsError

prefix = "AnyScaleFrontendService."
role = "role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService"
not_suspended = {"DynamicScalingInSuspended": False, "DynamicScalingOutSuspended": False, "ScheduledScalingSuspended": False}


class Account:
    """The resources of an account in a region. The key of each is its identity in the API."""

    def __init__(self, account, region):
        self.account, self.region = account, region
        self.targets, self.policies, self.actions, self.tags = {}, {}, {}, {}

    def arn(self, kind, parameters, name):
        """Returns the ARN of a policy or a scheduled action. It contains the scaled resource."""
        resource = f"resource/{parameters['ServiceNamespace']}/{parameters['ResourceId']}:{name}"
        return f"arn:aws:autoscaling:{self.region}:{self.account}:{kind}:{uuid.uuid4()}:{resource}"

    def call(self, operation, parameters):
        """Calls an operation and returns its response."""
        handle = getattr(self, operation, None)
        if handle is None:
            raise AwsError("UnknownOperationException", operation)
        return handle(parameters)

    def RegisterScalableTarget(self, parameters):
        key = target_of(parameters)
        # Only an update can omit the minimum and maximum.
        existing = self.targets.get(key)
        if existing is None and not {"MinCapacity", "MaxCapacity"} <= set(parameters):
            raise AwsError("ValidationException", "MinCapacity and MaxCapacity are required")
        with request_scope(self.account, self.region):
            _, cluster, service = parameters["ResourceId"].split("/")
            if ecs._services.get(f"{cluster}/{service}", {}).get("status") != "ACTIVE":
                raise AwsError("ValidationException", "ECS service doesn't exist: " + parameters["ResourceId"])
        arn = f"arn:aws:application-autoscaling:{self.region}:{self.account}:scalable-target/{uuid.uuid4().hex}"
        target = {
            "RoleARN": f"arn:aws:iam::{self.account}:{role}",
            "SuspendedState": not_suspended,
            "ScalableTargetARN": arn,
            "CreationTime": time.time(),
            **(existing or {}),
            **without_tags(parameters),
        }
        if target["MinCapacity"] > target["MaxCapacity"]:
            raise AwsError("ValidationException", "Maximum capacity cannot be less than minimum capacity")
        self.targets[key] = target
        self.tags.setdefault(target["ScalableTargetARN"], {}).update(parameters.get("Tags") or {})
        return {"ScalableTargetARN": target["ScalableTargetARN"]}

    def DescribeScalableTargets(self, parameters):
        names = parameters.get("ResourceIds")
        found = [one for one in matching(self.targets, parameters) if not names or one["ResourceId"] in names]
        return {"ScalableTargets": found}

    def DeregisterScalableTarget(self, parameters):
        self.delete_target(self.registered(parameters))
        return {}

    def delete_target(self, key):
        """Deletes a target, and its policies and scheduled actions as AWS does.

        https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DeregisterScalableTarget.html
        """
        self.tags.pop(self.targets.pop(key)["ScalableTargetARN"], None)
        self.policies = {name: one for name, one in self.policies.items() if name[:-1] != key}
        self.actions = {name: one for name, one in self.actions.items() if name[:-1] != key}

    def PutScalingPolicy(self, parameters):
        name = (*self.registered(parameters), parameters["PolicyName"])
        arn = self.arn("scalingPolicy", parameters, "policyName/" + parameters["PolicyName"])
        new = {"PolicyARN": arn, "CreationTime": time.time(), "Alarms": []}
        self.policies[name] = {**new, **self.policies.get(name, {}), **parameters}
        return {"PolicyARN": self.policies[name]["PolicyARN"], "Alarms": []}

    def DescribeScalingPolicies(self, parameters):
        names = parameters.get("PolicyNames")
        found = [one for one in matching(self.policies, parameters) if not names or one["PolicyName"] in names]
        return {"ScalingPolicies": found}

    def DeleteScalingPolicy(self, parameters):
        return remove(self.policies, (*target_of(parameters), parameters["PolicyName"]))

    def PutScheduledAction(self, parameters):
        name = (*self.registered(parameters), parameters["ScheduledActionName"])
        arn = self.arn("scheduledAction", parameters, "scheduledActionName/" + parameters["ScheduledActionName"])
        new = {"ScheduledActionARN": arn, "CreationTime": time.time()}
        self.actions[name] = {**new, **self.actions.get(name, {}), **parameters}
        return {}

    def DescribeScheduledActions(self, parameters):
        names = parameters.get("ScheduledActionNames")
        found = [one for one in matching(self.actions, parameters) if not names or one["ScheduledActionName"] in names]
        return {"ScheduledActions": found}

    def DeleteScheduledAction(self, parameters):
        return remove(self.actions, (*target_of(parameters), parameters["ScheduledActionName"]))

    def TagResource(self, parameters):
        self.tags.setdefault(parameters["ResourceARN"], {}).update(parameters["Tags"])
        return {}

    def UntagResource(self, parameters):
        for key in parameters["TagKeys"]:
            self.tags.get(parameters["ResourceARN"], {}).pop(key, None)
        return {}

    def ListTagsForResource(self, parameters):
        return {"Tags": self.tags.get(parameters["ResourceARN"], {})}

    def registered(self, parameters):
        """Returns the key of a policy's or scheduled action's target, which must exist."""
        key = target_of(parameters)
        if key not in self.targets:
            raise AwsError("ObjectNotFoundException", "No scalable target registered for " + parameters["ResourceId"])
        return key


def target_of(parameters):
    """Returns the key of a scalable target."""
    return parameters["ServiceNamespace"], parameters["ResourceId"], parameters["ScalableDimension"]


def without_tags(parameters):
    return {field: value for field, value in parameters.items() if field != "Tags"}


def matching(kind, parameters):
    """Returns the resources with the parameters' namespace, resource and dimension."""
    fields = [field for field in ("ServiceNamespace", "ResourceId", "ScalableDimension") if parameters.get(field)]
    return [one for one in kind.values() if all(one[field] == parameters[field] for field in fields)]


def remove(kind, name):
    if kind.pop(name, None) is None:
        raise AwsError("ObjectNotFoundException", "No resource found with the name " + name[-1])
    return {}


accounts = {}


def forget_service(account, region, cluster, service):
    """Deletes the scalable target of a deleted ECS service.

    https://github.com/hashicorp/terraform-provider-aws/issues/14254
    """
    resources = accounts.get((account, region))
    key = "ecs", f"service/{cluster}/{service}", "ecs:service:DesiredCount"
    if resources is not None and key in resources.targets:
        resources.delete_target(key)


def respond(account, region, operation, parameters):
    """Returns status and body of the response."""
    resources = accounts.setdefault((account, region), Account(account, region))
    try:
        return 200, json.dumps(resources.call(operation, parameters)).encode()
    except AwsError as error:
        return 400, json.dumps({"__type": error.code, "message": str(error)}).encode()
