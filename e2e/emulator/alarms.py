"""DescribeAlarms returns all arguments of PutMetricAlarm: dimensions, metric queries, actions.

An alarm evaluates only the metric with its own dimensions. MiniStack evaluates an alarm with metric math never.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
"""

from xml.sax.saxutils import escape

from ministack.services import cloudwatch
from operations import wrap_operations


def unflatten(flat):
    """Decodes the query protocol: `Metrics.member.1.Id` is the field Id of the first item of the list Metrics."""
    root = {}
    for path, value in flat.items():
        *parents, last = path.split(".")
        node = root
        for name in parents:
            node = node.setdefault(name, {})
        node[last] = value
    return root


def members(node):
    """Returns the items of a list; of nothing, an empty list."""
    items = (node or {}).get("member", {})
    return [items[index] for index in sorted(items, key=int)]


def xml(value):
    """Encodes a decoded value as XML for a response."""
    if not isinstance(value, dict):
        return escape(value)
    if set(value) == {"member"}:
        return "".join(f"<member>{xml(item)}</member>" for item in members(value))
    return "".join(f"<{name}>{xml(inner)}</{name}>" for name, inner in value.items())


def validation_error(alarm):
    """Returns why AWS rejects the metric queries, or None. Exactly one query must return data."""
    queries = members(alarm.get("Metrics"))
    returned = [query for query in queries if query.get("ReturnData", "true") == "true"]
    if queries and len(returned) != 1:
        return "Exactly one element of the metrics list should return data."
    if queries and ("MetricName" in alarm or "Dimensions" in alarm):
        return "MetricName must not be set if Metrics is set."
    return None


#: Fields in a description that MiniStack sets.
generated_fields = ("AlarmArn", "StateValue", "StateReason")


@wrap_operations(cloudwatch, "PutMetricAlarm", "DescribeAlarms")
async def describe_all_arguments(operation, flat, call_ministack):
    if not all(isinstance(value, str) for value in flat.values()):
        return await call_ministack()  # The JSON protocol of the SDK for JavaScript.
    arguments = unflatten(flat)
    if operation == "PutMetricAlarm":
        error = validation_error(arguments)
        if error is not None:
            return cloudwatch._error("ValidationError", error, 400)
        status, headers, body = await call_ministack()
        if status == 200:
            stored = {name: value for name, value in arguments.items() if name not in ("Action", "Version", "Tags")}
            defaults = {"ActionsEnabled": "true", "TreatMissingData": "missing"}
            cloudwatch._alarms[arguments["AlarmName"]]["_arguments"] = {**defaults, **stored}
        return status, headers, body
    names, prefix = members(arguments.get("AlarmNames")), arguments.get("AlarmNamePrefix", "")
    described = "".join(
        "<member>" + xml({**alarm["_arguments"], **{field: alarm[field] for field in generated_fields}}) + "</member>"
        for name, alarm in cloudwatch._alarms.items()
        if (not names or name in names) and name.startswith(prefix)
    )
    return cloudwatch._xml(
        200,
        "DescribeAlarmsResponse",
        f"<DescribeAlarmsResult><MetricAlarms>{described}</MetricAlarms><CompositeAlarms/></DescribeAlarmsResult>",
    )


evaluate_alarm = cloudwatch._evaluate_alarm


def evaluate_own_metric(alarm):
    """Evaluates an alarm with the metric that has the dimensions of the alarm."""
    wanted = {one["Name"]: one["Value"] for one in members(alarm.get("_arguments", {}).get("Dimensions"))}
    every_metric = cloudwatch._metrics
    cloudwatch._metrics = {
        key: points
        for key, points in every_metric.items()
        if points and points[0]["Dimensions"] == wanted
    }
    try:
        evaluate_alarm(alarm)
    finally:
        cloudwatch._metrics = every_metric


cloudwatch._evaluate_alarm = evaluate_own_metric
