"""AssociateKmsKey and DisassociateKmsKey change the key of a log group.

https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_AssociateKmsKey.html
"""

from ministack.services import cloudwatch_logs
from operations import wrap_operations


@wrap_operations(cloudwatch_logs, "AssociateKmsKey", "DisassociateKmsKey")
async def change_key(_, request, __):
    group = cloudwatch_logs._log_groups.get(request["logGroupName"])
    if group is None:
        return cloudwatch_logs.error_response_json("ResourceNotFoundException", "The specified log group does not exist.", 400)
    group["kmsKeyId"] = request.get("kmsKeyId")
    return cloudwatch_logs.json_response({})
