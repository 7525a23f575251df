"""A server on loopback that speaks like OpenAI's chat completions, and misbehaves as it is told."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Reply(BaseHTTPRequestHandler):
    """What a behaviour answers with; each method sends a part of the reply."""

    server: "_Server"
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.kept.requests.append(json.loads(body))
        self.server.kept.keys.append(self.headers.get("authorization", ""))
        self.close_connection = True
        try:
            self.server.kept.behaviour(self)
        except (BrokenPipeError, ConnectionResetError):
            self.server.kept.hung_up.set()

    def begin(self) -> None:
        """Send the head of a stream."""
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("connection", "close")
        self.end_headers()

    def piece(self, text: str, finish: str | None = None, **delta: Any) -> None:
        """Send a piece of the answer."""
        choice = {"index": 0, "delta": {"role": "assistant", "content": text} | delta, "finish_reason": finish}
        row = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
        self.raw(f"data: {json.dumps(row)}\n\n")

    def raw(self, text: str) -> None:
        """Send anything."""
        self.wfile.write(text.encode())
        self.wfile.flush()

    def end(self) -> None:
        """End a stream as OpenAI does."""
        self.piece("", "stop")
        self.raw("data: [DONE]\n\n")

    def fail(self, status: int, message: str = "no", **headers: str) -> None:
        """Refuse a request."""
        body = json.dumps({"error": {"message": message, "type": "t", "code": "c"}}).encode()
        self.send_response(status)
        for name, value in ({"content-type": "application/json", "content-length": str(len(body))} | headers).items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def wait_until_hung_up(self, seconds: float = 30) -> None:
        """Say nothing until the other side goes away."""
        self.connection.settimeout(seconds)
        if not self.connection.recv(1):
            self.server.kept.hung_up.set()

    def log_message(self, *_: Any) -> None:
        pass


Behaviour = Callable[[Reply], None]


def saying(*pieces: str, pause: float = 0) -> Behaviour:
    """Stream an answer."""

    def behave(reply: Reply) -> None:
        reply.begin()
        for piece in pieces:
            reply.piece(piece)
            time.sleep(pause)
        reply.end()

    return behave


@dataclass
class Kept:
    """What a server does, and what it was sent."""

    url: str
    behaviour: Behaviour
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    hung_up: threading.Event = field(default_factory=threading.Event)


class _Server(ThreadingHTTPServer):
    kept: Kept
    daemon_threads = True


@contextmanager
def serving(behaviour: Behaviour) -> Iterator[Kept]:
    """Serve until the block ends."""
    server = _Server(("127.0.0.1", 0), Reply)
    server.kept = Kept(f"http://127.0.0.1:{server.server_port}/v1", behaviour)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.kept
    finally:
        server.shutdown()
        server.server_close()
