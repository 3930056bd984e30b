"""A worker of a queue, as applications write them: it takes messages, works on them, and deletes what it is done with.

    QUEUE_URL=… python worker.py RECEIVED     writes a JSON line into the file RECEIVED for every message it receives

It fails on "poison", which it leaves to be received again. It ends at SIGTERM, with the message at hand finished, and when
its standard input closes.
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


def work(body):
    if body == "poison":
        raise ValueError("this can't be worked on")


def note(message):
    times = int(message["Attributes"]["ApproximateReceiveCount"])
    with open(RECEIVED, "a", encoding="utf-8") as received:
        received.write(json.dumps({"body": message["Body"], "times": times}) + "\n")


class Worker:
    def __init__(self):
        self.sqs = botocore.session.get_session().create_client("sqs")
        self.is_busy, self.is_to_end = False, False

    def end(self, *_):
        """At once, unless a message is at hand."""
        self.is_to_end = True
        if not self.is_busy:
            sys.exit(0)

    def run(self):
        while not self.is_to_end:
            # Long polling, of one message at a time: whatever is received is worked on at once.
            received = self.sqs.receive_message(
                **QUEUE, WaitTimeSeconds=5, MessageSystemAttributeNames=["ApproximateReceiveCount"]
            )
            self.is_busy = True
            for message in received.get("Messages", []):
                self.take(message)
            self.is_busy = False

    def take(self, message):
        note(message)
        try:
            work(message["Body"])
        except ValueError:
            return  # It is received again once its visibility timeout is over.
        self.sqs.delete_message(**QUEUE, ReceiptHandle=message["ReceiptHandle"])


def end_with_parent():
    """The e2e suite holds the other end of standard input: when that closes, however it came about, this ends too."""
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os._exit(0)


if __name__ == "__main__":
    threading.Thread(target=end_with_parent, daemon=True).start()
    worker = Worker()
    signal.signal(signal.SIGTERM, worker.end)
    worker.run()
