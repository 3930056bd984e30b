"""A queue worker like those of applications: it receives messages, processes them, and deletes them.

    QUEUE_URL=… python worker.py RECEIVED     appends a JSON line to the file RECEIVED for each received message

It fails on the body "poison", and does not delete that message. It exits on SIGTERM, after the message that it processes,
and when its standard input closes.
https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html
"""

import json
import os
import signal
import sys
import threading

import botocore.session

RECEIVED = sys.argv[1]
QUEUE = {"QueueUrl": os.environ["QUEUE_URL"]}


def process(body):
    if body == "poison":
        raise ValueError("this message can't be processed")


def record(message):
    """Appends the message to the file RECEIVED."""
    receive_count = int(message["Attributes"]["ApproximateReceiveCount"])
    with open(RECEIVED, "a", encoding="utf-8") as received:
        received.write(json.dumps({"body": message["Body"], "receiveCount": receive_count}) + "\n")


class Worker:
    def __init__(self):
        self.sqs = botocore.session.get_session().create_client("sqs")
        self.is_busy, self.is_stopping = False, False

    def stop(self, *_):
        """Handles SIGTERM: exits at once, or after the current message."""
        self.is_stopping = True
        if not self.is_busy:
            sys.exit(0)

    def run(self):
        while not self.is_stopping:
            # Long polling. SQS returns one message by default, so no message waits for another.
            received = self.sqs.receive_message(
                **QUEUE, WaitTimeSeconds=5, MessageSystemAttributeNames=["ApproximateReceiveCount"]
            )
            self.is_busy = True
            for message in received.get("Messages", []):
                self.handle(message)
            self.is_busy = False

    def handle(self, message):
        record(message)
        try:
            process(message["Body"])
        except ValueError:
            return  # SQS delivers it again after its visibility timeout.
        self.sqs.delete_message(**QUEUE, ReceiptHandle=message["ReceiptHandle"])


def end_with_parent():
    """Exits when standard input closes: then the e2e suite has ended or crashed."""
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os._exit(0)


if __name__ == "__main__":
    threading.Thread(target=end_with_parent, daemon=True).start()
    worker = Worker()
    signal.signal(signal.SIGTERM, worker.stop)
    worker.run()
