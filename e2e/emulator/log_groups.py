"""A log group is given, and loses, a key after it was made.

https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_AssociateKmsKey.html
"""

from ministack.services import cloudwatch_logs
from operations import around


@around(cloudwatch_logs, "AssociateKmsKey", "DisassociateKmsKey")
async def keep_key(_, request, __):
    group = cloudwatch_logs._log_groups.get(request["logGroupName"])
    if group is None:
        return cloudwatch_logs.error_response_json("ResourceNotFoundException", "no such log group", 400)
    group["kmsKeyId"] = request.get("kmsKeyId")
    return cloudwatch_logs.json_response({})
