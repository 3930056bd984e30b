"""ECS services keep all arguments of CreateService and UpdateService. Their deletion deletes their scalable targets.

https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html
"""

import json

import scaling
from ministack.core.responses import get_account_id, get_region
from ministack.services import ecs

#: The arguments that MiniStack ignores, with AWS's defaults.
ignored_arguments = {"availabilityZoneRebalancing": "ENABLED", "propagateTags": "NONE", "enableECSManagedTags": False}


def keep_arguments(handle):
    """Wraps an operation of ECS, so that the service keeps the arguments that MiniStack ignores."""

    def handle_and_keep(request):
        cluster = ecs._resolve_cluster_name(request.get("cluster", "default"))
        if "service" in request and "deploymentConfiguration" in request:
            # An update keeps the settings that it does not contain.
            existing = ecs._services.get(f"{cluster}/{ecs._resolve_service_ref(request['service'])[0]}", {})
            merged = {**existing.get("deploymentConfiguration", {}), **request["deploymentConfiguration"]}
            request = {**request, "deploymentConfiguration": merged}
        status, headers, body = handle(request)
        if status != 200:
            return status, headers, body
        name = json.loads(body)["service"]["serviceName"]
        service = ecs._services[f"{cluster}/{name}"]
        for field, default in ignored_arguments.items():
            service[field] = request.get(field, service.get(field, default))
        return ecs.json_response({"service": ecs._sanitize(service)})

    return handle_and_keep


def delete_with_scaling(handle):
    """Wraps DeleteService, so that Application Auto Scaling forgets the service."""

    def delete(request):
        cluster = ecs._resolve_cluster_name(request.get("cluster", "default"))
        name = ecs._resolve_service_ref(request["service"])[0]
        status, headers, body = handle(request)
        if status == 200:
            scaling.forget_service(get_account_id(), get_region(), cluster, name)
        return status, headers, body

    return delete


ecs._ACTION_MAP["DeleteService"] = delete_with_scaling(ecs._ACTION_MAP["DeleteService"])
for operation in ("CreateService", "UpdateService"):
    ecs._ACTION_MAP[operation] = keep_arguments(ecs._ACTION_MAP[operation])
