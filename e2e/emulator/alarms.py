"""An alarm is described with all that it was put with: dimensions, metric queries, actions.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
"""

from xml.sax.saxutils import escape

from ministack.services import cloudwatch
from operations import around


def tree(flat):
    """A form as it is meant: `Metrics.member.1.Id` is a field of the first item of a list."""
    root = {}
    for path, value in flat.items():
        *folders, last = path.split(".")
        at = root
        for folder in folders:
            at = at.setdefault(folder, {})
        at[last] = value
    return root


def members(node):
    """The items of a list, or nothing."""
    items = (node or {}).get("member", {})
    return [items[index] for index in sorted(items, key=int)]


def xml(value):
    """A part of a form, as an answer spells it."""
    if not isinstance(value, dict):
        return escape(value)
    if set(value) == {"member"}:
        return "".join(f"<member>{xml(item)}</member>" for item in members(value))
    return "".join(f"<{name}>{xml(inner)}</{name}>" for name, inner in value.items())


def refusal(alarm):
    """An alarm on several metrics looks at exactly one of its queries."""
    queries = members(alarm.get("Metrics"))
    looked_at = [query for query in queries if query.get("ReturnData", "true") == "true"]
    if queries and len(looked_at) != 1:
        return "Exactly one element of the metrics list should return data."
    if queries and ("MetricName" in alarm or "Dimensions" in alarm):
        return "MetricName must not be set if Metrics is set."
    return None


#: What is told of an alarm that MiniStack knows of itself.
own = ("AlarmArn", "StateValue", "StateReason")


@around(cloudwatch, "PutMetricAlarm", "DescribeAlarms")
async def keep_alarm(operation, flat, ask):
    given = tree(flat)
    if operation == "PutMetricAlarm":
        why = refusal(given)
        if why is not None:
            return cloudwatch._error("ValidationError", why, 400)
        status, headers, body = await ask()
        if status == 200:
            said = {name: value for name, value in given.items() if name not in ("Action", "Version", "Tags")}
            defaults = {"ActionsEnabled": "true", "TreatMissingData": "missing"}
            cloudwatch._alarms[given["AlarmName"]]["_said"] = {**defaults, **said}
        return status, headers, body
    names, prefix = members(given.get("AlarmNames")), given.get("AlarmNamePrefix", "")
    described = "".join(
        "<member>" + xml({**alarm["_said"], **{field: alarm[field] for field in own}}) + "</member>"
        for name, alarm in cloudwatch._alarms.items()
        if (not names or name in names) and name.startswith(prefix)
    )
    return cloudwatch._xml(
        200,
        "DescribeAlarmsResponse",
        f"<DescribeAlarmsResult><MetricAlarms>{described}</MetricAlarms><CompositeAlarms/></DescribeAlarmsResult>",
    )
