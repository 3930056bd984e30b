"""Requests and answers over HTTP."""

import asyncio
import json
import urllib.parse

from operations import operation_of


class Request:
    """A request of ASGI, read to its end."""

    def __init__(self, scope, body):
        self.scope, self.body = scope, body
        self.path = scope["path"]
        self.headers = {key.decode().lower(): value.decode() for key, value in scope["headers"]}
        credential = self.headers.get("authorization", "").partition("Credential=")[2].split("/")
        #: Whose credential it is, and for which region and service.
        self.account, _, self.region, self.service = (credential + [""] * 4)[:4]

    def call(self):
        """The operation and what it is given, as far as the request says."""
        operation, given = operation_of(self.headers, self.body)
        if operation:
            return operation, given
        # A REST service: the path says what, S3's query as well.
        query = dict(urllib.parse.parse_qsl(self.scope.get("query_string", b"").decode(), keep_blank_values=True))
        is_json = self.service == "scheduler" and self.body
        return f"{self.scope['method']} {self.path}", {**query, **(json.loads(self.body) if is_json else {})}


async def read(scope, receive):
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            return Request(scope, body)


async def give(send, status, headers, body):
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def as_json(status, body):
    """Status, headers and body of an answer in JSON."""
    length = str(len(body)).encode()
    return status, [(b"content-type", b"application/x-amz-json-1.1"), (b"content-length", length)], body


async def ask(app, request):
    """The request once more, for an application of ASGI, and what it answers: status, headers and body."""
    sent = False
    status, headers, answered = 500, [], b""

    async def receive():
        nonlocal sent
        if sent:
            await asyncio.sleep(3600)
        sent = True
        return {"type": "http.request", "body": request.body, "more_body": False}

    async def send(message):
        nonlocal status, headers, answered
        if message["type"] == "http.response.start":
            status, headers = message["status"], message.get("headers", [])
        else:
            answered += message.get("body", b"")

    await app(request.scope, receive, send)
    return status, headers, answered
