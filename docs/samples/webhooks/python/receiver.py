"""Receives Testamur's webhooks: TESTAMUR_WEBHOOK_SECRET=whsec_... PORT=9000 python3 receiver.py

Needs nothing but Python. With the package standardwebhooks, verify() below is
standardwebhooks.Webhook(secret).verify(body, headers).
"""

import base64
import hashlib
import hmac
import json
import os
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KEY = base64.b64decode(os.environ["TESTAMUR_WEBHOOK_SECRET"].removeprefix("whsec_"))
TOLERANCE_SECONDS = 300
LONGEST = 64 * 1024
LONGEST_READ = 1024 * 1024

# In a real receiver: a table with a unique key, written in the transaction that does the work.
handled = set()
one_at_a_time = threading.Lock()


class Unverified(Exception):
    """Not signed by Testamur for this endpoint, or not now."""


def verify(body: bytes, headers) -> dict:
    """The message, if one of the signatures over its very bytes is right and it is not old."""
    message_id = headers.get("webhook-id", "")
    timestamp = headers.get("webhook-timestamp", "")
    if not timestamp.isdecimal() or abs(time.time() - int(timestamp)) > TOLERANCE_SECONDS:
        raise Unverified("the timestamp is missing or more than five minutes off")
    signed = f"{message_id}.{timestamp}.".encode() + body
    expected = base64.b64encode(hmac.digest(KEY, signed, hashlib.sha256))
    for signature in headers.get("webhook-signature", "").split(" "):
        version, _, value = signature.partition(",")
        if version == "v1" and hmac.compare_digest(value.encode(), expected):
            return json.loads(body)
    raise Unverified("no signature is right")


def handle(message: dict) -> None:
    data = message["data"]
    print(message["type"], data["credentialId"], data["status"], flush=True)


class Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        length = self.headers.get("content-length", "")
        if not length.isdecimal() or int(length) > LONGEST:
            self.close_connection = True
            # Without this, closing resets the connection and the answer is lost.
            self.rfile.read(min(int(length), LONGEST_READ) if length.isdecimal() else 0)
            return self.answer(413)
        try:
            message = verify(self.rfile.read(int(length)), self.headers)
        except Unverified:
            # A 4xx is tried again later, as a 5xx is.
            return self.answer(401)
        if message["type"] == "endpoint.verification":
            return self.answer(200, message["data"]["challenge"])
        with one_at_a_time:
            if self.headers["webhook-id"] not in handled:
                handle(message)
                handled.add(self.headers["webhook-id"])
        return self.answer(204)

    def answer(self, status: int, text: str = "") -> None:
        body = text.encode()
        self.send_response(status)
        if status != 204:
            self.send_header("content-type", "text/plain")
            self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "9000"))), Receiver)
    print(f"listening on {server.server_port}", flush=True)
    server.serve_forever()
