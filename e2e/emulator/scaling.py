"""Application Auto Scaling, of which MiniStack has nothing: it remembers what it is told, and scales nothing.

https://docs.aws.amazon.com/autoscaling/application/APIReference/API_Operations.html
"""

import json
import time
import uuid

from ministack.core.responses import request_scope
from ministack.services import ecs
from operations import Refused

prefix = "AnyScaleFrontendService."
role = "role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService"
nothing = {"DynamicScalingInSuspended": False, "DynamicScalingOutSuspended": False, "ScheduledScalingSuspended": False}


class Account:
    """What an account has in a region: each kind by what names one of it."""

    def __init__(self, account, region):
        self.account, self.region = account, region
        self.targets, self.policies, self.actions, self.tags = {}, {}, {}, {}

    def arn(self, kind, given, name):
        """Of a policy or a scheduled action, which are called after what they scale."""
        resource = f"resource/{given['ServiceNamespace']}/{given['ResourceId']}:{name}"
        return f"arn:aws:autoscaling:{self.region}:{self.account}:{kind}:{uuid.uuid4()}:{resource}"

    def answer(self, operation, given):
        handle = getattr(self, operation, None)
        if handle is None:
            raise Refused("UnknownOperationException", operation)
        return handle(given)

    def RegisterScalableTarget(self, given):
        key = target_of(given)
        # Only a target that is there already may be registered without its limits.
        before = self.targets.get(key)
        if before is None and not {"MinCapacity", "MaxCapacity"} <= set(given):
            raise Refused("ValidationException", "MinCapacity and MaxCapacity are required")
        with request_scope(self.account, self.region):
            _, cluster, service = given["ResourceId"].split("/")
            if ecs._services.get(f"{cluster}/{service}", {}).get("status") != "ACTIVE":
                raise Refused("ValidationException", "ECS service doesn't exist: " + given["ResourceId"])
        arn = f"arn:aws:application-autoscaling:{self.region}:{self.account}:scalable-target/{uuid.uuid4().hex}"
        target = {
            "RoleARN": f"arn:aws:iam::{self.account}:{role}",
            "SuspendedState": nothing,
            "ScalableTargetARN": arn,
            "CreationTime": time.time(),
            **(before or {}),
            **without_tags(given),
        }
        if target["MinCapacity"] > target["MaxCapacity"]:
            raise Refused("ValidationException", "Maximum capacity cannot be less than minimum capacity")
        self.targets[key] = target
        self.tags.setdefault(target["ScalableTargetARN"], {}).update(given.get("Tags") or {})
        return {"ScalableTargetARN": target["ScalableTargetARN"]}

    def DescribeScalableTargets(self, given):
        asked = given.get("ResourceIds")
        found = [one for one in matching(self.targets, given) if not asked or one["ResourceId"] in asked]
        return {"ScalableTargets": found}

    def DeregisterScalableTarget(self, given):
        key = self.registered(given)
        self.tags.pop(self.targets.pop(key)["ScalableTargetARN"], None)
        # Policies go with their target. https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DeregisterScalableTarget.html
        self.policies = {name: one for name, one in self.policies.items() if name[:-1] != key}
        return {}

    def PutScalingPolicy(self, given):
        name = (*self.registered(given), given["PolicyName"])
        arn = self.arn("scalingPolicy", given, "policyName/" + given["PolicyName"])
        new = {"PolicyARN": arn, "CreationTime": time.time(), "Alarms": []}
        self.policies[name] = {**new, **self.policies.get(name, {}), **given}
        return {"PolicyARN": self.policies[name]["PolicyARN"], "Alarms": []}

    def DescribeScalingPolicies(self, given):
        asked = given.get("PolicyNames")
        found = [one for one in matching(self.policies, given) if not asked or one["PolicyName"] in asked]
        return {"ScalingPolicies": found}

    def DeleteScalingPolicy(self, given):
        return remove(self.policies, (*target_of(given), given["PolicyName"]))

    def PutScheduledAction(self, given):
        name = (*self.registered(given), given["ScheduledActionName"])
        arn = self.arn("scheduledAction", given, "scheduledActionName/" + given["ScheduledActionName"])
        new = {"ScheduledActionARN": arn, "CreationTime": time.time()}
        self.actions[name] = {**new, **self.actions.get(name, {}), **given}
        return {}

    def DescribeScheduledActions(self, given):
        asked = given.get("ScheduledActionNames")
        found = [one for one in matching(self.actions, given) if not asked or one["ScheduledActionName"] in asked]
        return {"ScheduledActions": found}

    def DeleteScheduledAction(self, given):
        return remove(self.actions, (*target_of(given), given["ScheduledActionName"]))

    def TagResource(self, given):
        self.tags.setdefault(given["ResourceARN"], {}).update(given["Tags"])
        return {}

    def UntagResource(self, given):
        for key in given["TagKeys"]:
            self.tags.get(given["ResourceARN"], {}).pop(key, None)
        return {}

    def ListTagsForResource(self, given):
        return {"Tags": self.tags.get(given["ResourceARN"], {})}

    def registered(self, given):
        """The target that a policy or a scheduled action is for, which has to be there."""
        key = target_of(given)
        if key not in self.targets:
            raise Refused("ObjectNotFoundException", "No scalable target registered for " + given["ResourceId"])
        return key


def target_of(given):
    return given["ServiceNamespace"], given["ResourceId"], given["ScalableDimension"]


def without_tags(given):
    return {field: value for field, value in given.items() if field != "Tags"}


def matching(kind, given):
    fields = [field for field in ("ServiceNamespace", "ResourceId", "ScalableDimension") if given.get(field)]
    return [one for one in kind.values() if all(one[field] == given[field] for field in fields)]


def remove(kind, name):
    if kind.pop(name, None) is None:
        raise Refused("ObjectNotFoundException", "There is no " + name[-1])
    return {}


accounts = {}


def answer(account, region, operation, given):
    """Status and body."""
    place = accounts.setdefault((account, region), Account(account, region))
    try:
        return 200, json.dumps(place.answer(operation, given)).encode()
    except Refused as refused:
        return 400, json.dumps({"__type": refused.code, "message": str(refused)}).encode()
