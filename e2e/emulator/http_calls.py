"""HTTP requests and responses of ASGI applications."""

import asyncio
import json
import urllib.parse

from operations import operation_of


class Request:
    """An ASGI request with its complete body."""

    def __init__(self, scope, body):
        self.scope, self.body = scope, body
        self.path = scope["path"]
        self.headers = {key.decode().lower(): value.decode() for key, value in scope["headers"]}
        credential = self.headers.get("authorization", "").partition("Credential=")[2].split("/")
        #: The account, region and service of the credential scope.
        self.account, _, self.region, self.service = (credential + [""] * 4)[:4]

    def call(self):
        """Returns the operation and its parameters."""
        operation, parameters = operation_of(self.headers, self.body)
        if operation:
            return operation, parameters
        # For a REST service, the path is the operation. The query string of S3 is part of the parameters.
        query = dict(urllib.parse.parse_qsl(self.scope.get("query_string", b"").decode(), keep_blank_values=True))
        is_json = self.service == "scheduler" and self.body
        return f"{self.scope['method']} {self.path}", {**query, **(json.loads(self.body) if is_json else {})}


async def read_request(scope, receive):
    """Reads a request of ASGI to its end."""
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            return Request(scope, body)


async def send_response(send, status, headers, body):
    """Sends a response of ASGI."""
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def json_response(status, body):
    """Returns status, headers and body of a JSON response."""
    length = str(len(body)).encode()
    return status, [(b"content-type", b"application/x-amz-json-1.1"), (b"content-length", length)], body


async def call_app(app, request):
    """Passes a request to an ASGI application, and returns status, headers and body of its response."""
    sent = False
    status, headers, response = 500, [], b""

    async def receive():
        nonlocal sent
        if sent:
            await asyncio.sleep(3600)
        sent = True
        return {"type": "http.request", "body": request.body, "more_body": False}

    async def send(message):
        nonlocal status, headers, response
        if message["type"] == "http.response.start":
            status, headers = message["status"], message.get("headers", [])
        else:
            response += message.get("body", b"")

    await app(request.scope, receive, send)
    return status, headers, response
