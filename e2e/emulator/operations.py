"""Wraps operations of MiniStack. Each service of MiniStack has one function for all its requests."""

import json
import urllib.parse


class AwsError(Exception):
    """An error response of AWS: its code and message."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


def operation_of(headers, body):
    """Returns the operation and the parameters of a request with JSON or a form; for others, an empty name."""
    target = headers.get("x-amz-target", "")
    if target:
        return target.rpartition(".")[2], json.loads(body or b"{}")
    if headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        parameters = dict(urllib.parse.parse_qsl(body.decode(), keep_blank_values=True))
        return parameters.get("Action", ""), parameters
    return "", {}


def wrap_operations(service, *operations):
    """
    Returns a decorator for a function that replaces operations of a service. The function receives the operation, its
    parameters and a function that calls MiniStack's own. It returns status, headers and body.
    """

    def decorate(function):
        handle = service.handle_request

        async def handle_request(method, path, headers, body, query):
            operation, parameters = operation_of(headers, body)
            if operation not in operations:
                return await handle(method, path, headers, body, query)

            async def call_ministack():
                return await handle(method, path, headers, body, query)

            return await function(operation, parameters, call_ministack)

        service.handle_request = handle_request
        return function

    return decorate
