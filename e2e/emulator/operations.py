"""How pieces are put around MiniStack's own: every service has one function that takes all of its requests."""

import json
import urllib.parse


class Refused(Exception):
    """What AWS answers instead: the code of the error, and why."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


def operation_of(headers, body):
    """The operation that a request with JSON or a form names, and what it is given."""
    target = headers.get("x-amz-target", "")
    if target:
        return target.rpartition(".")[2], json.loads(body or b"{}")
    if headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        given = dict(urllib.parse.parse_qsl(body.decode(), keep_blank_values=True))
        return given.get("Action", ""), given
    return "", {}


def around(service, *operations):
    """
    Puts a function around operations of a service. It gets the operation, what that is given, and a function that asks
    MiniStack; it returns status, headers and body.
    """

    def put(function):
        handle = service.handle_request

        async def handle_request(method, path, headers, body, query):
            operation, given = operation_of(headers, body)
            if operation not in operations:
                return await handle(method, path, headers, body, query)

            async def ask():
                return await handle(method, path, headers, body, query)

            return await function(operation, given, ask)

        service.handle_request = handle_request
        return function

    return put
