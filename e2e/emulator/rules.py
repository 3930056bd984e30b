"""PutRule replaces the whole rule: an argument that a call leaves out is not kept. MiniStack keeps the
description and the state (findings/ministack-put-rule-keeps-old-values.sh).

https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
"""

from ministack.services import eventbridge

put_rule = eventbridge._put_rule
eventbridge._put_rule = lambda data: put_rule({"Description": "", "State": "ENABLED", **data})
