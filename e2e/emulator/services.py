"""Services of ECS keep all that they are made with, and what changes of it.

https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html
"""

import json

from ministack.services import ecs

#: What MiniStack forgets when a service is made, or changed, with what AWS has where nothing is said.
kept = {"availabilityZoneRebalancing": "ENABLED", "propagateTags": "NONE", "enableECSManagedTags": False}


def keeping(handle):
    """Like an operation of ECS, with what MiniStack forgets remembered in the service."""

    def remember(request):
        cluster = ecs._resolve_cluster_name(request.get("cluster", "default"))
        if "service" in request and "deploymentConfiguration" in request:
            # What a change does not name stays as it is.
            before = ecs._services.get(f"{cluster}/{ecs._resolve_service_ref(request['service'])[0]}", {})
            of_both = {**before.get("deploymentConfiguration", {}), **request["deploymentConfiguration"]}
            request = {**request, "deploymentConfiguration": of_both}
        status, headers, body = handle(request)
        if status != 200:
            return status, headers, body
        name = json.loads(body)["service"]["serviceName"]
        service = ecs._services[f"{cluster}/{name}"]
        for field, default in kept.items():
            service[field] = request.get(field, service.get(field, default))
        return ecs.json_response({"service": ecs._sanitize(service)})

    return remember


for operation in ("CreateService", "UpdateService"):
    ecs._ACTION_MAP[operation] = keeping(ecs._ACTION_MAP[operation])
