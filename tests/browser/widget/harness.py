"""A test double of the server: the web channel's protocol, spoken for real, with scripted replies.

It listens on a port, keeps conversations, and checks every frame in both directions against
docs/reference/schemas. Nothing of Rasa is in it, so a test can make it refuse, drop the line or
stay silent at any point of a turn.
"""

import asyncio
import socket
import threading
from collections.abc import Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from time import time
from typing import Any
from uuid import uuid4

import socketio
from aiohttp import web

from tests import schemas

ROOT = Path(__file__).parents[3]

STRICT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "require-trusted-types-for 'script'"
)

Reply = dict[str, Any]


def say(
    text: str, buttons: list[dict[str, str]] | None = None, payload: dict[str, Any] | None = None
) -> Reply:
    """Return one bot message of a script."""
    return {"text": text, "buttons": buttons or [], "payload": payload}


@dataclass
class Conversation:
    """A conversation as the server would have stored it."""

    id: str
    messages: list[dict[str, Any]] = field(default_factory=list)

    def add(self, sender: str, reply: Reply, message_id: str | None = None) -> dict[str, Any]:
        """Store a message; numbers have gaps, as the real ones do."""
        last = self.messages[-1]["seq"] if self.messages else 0
        message = {"seq": last + 3, "id": message_id, "from": sender, "time": time(), **reply}
        self.messages.append(message)
        return message

    def seq_of(self, message_id: str) -> int | None:
        """Return the number of the user's message, if it was processed."""
        return next((m["seq"] for m in self.messages if m["id"] == message_id), None)


class Harness:
    """The server and the levers a test pulls. Every public method may be called from the test."""

    def __init__(self) -> None:
        self.conversations: dict[str, Conversation] = {}
        self.script: dict[str, list[Reply]] = {}
        self.greeting: list[Reply] = [say("Hello! Ask me about BPO and KPO.")]
        self.refusals: list[dict[str, Any]] = []
        self.faults: list[str] = []
        self.processed: list[str] = []
        self.frames: list[dict[str, Any]] = []
        self.violations: list[str] = []
        self.pages: dict[str, tuple[str, dict[str, str]]] = {}
        self.expired: set[str] = set()
        self.check_outgoing = True
        self.emit_twice = False
        self.port = _free_port()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._free = threading.Event()
        self._free.set()
        self._thread.start()
        self.start()

    @property
    def url(self) -> str:
        """The server's origin."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Listen; the conversations of before are still there."""
        self._run(self._start())

    def stop(self) -> None:
        """Stop listening and drop every connection."""
        self._run(self._stop())

    def close(self) -> None:
        """Stop for good."""
        self.stop()
        self._run(self._cancel_rest())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    def hold(self) -> None:
        """Keep every turn open until `release`."""
        self._free.clear()

    def release(self) -> None:
        """Let the held turns end."""
        self._free.set()

    def expire_tokens(self) -> None:
        """Refuse from now on the tokens of all conversations so far."""
        self.expired |= set(self.conversations)

    def push(self, reply: Reply) -> None:
        """Say something in the only conversation, unasked."""
        self._run(self._publish(self.only, "bot", reply))

    def emit(self, event: str, data: Any) -> None:
        """Send any frame at all to the only conversation."""
        self._run(self._emit(event, data, self.only.id))

    @property
    def only(self) -> Conversation:
        """The only conversation there is."""
        (conversation,) = self.conversations.values()
        return conversation

    def _run(self, coroutine: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(10)

    async def _start(self) -> None:
        self._sio = socketio.AsyncServer(async_mode="aiohttp", cors_allowed_origins="*")
        for name, handler in {
            "connect": self._on_connect,
            "replay": self._on_replay,
            "open": self._on_open,
            "user_message": self._on_user_message,
        }.items():
            self._sio.on(name, handler)
        app = web.Application()
        self._sio.attach(app)
        app.router.add_get("/{path:.*}", self._serve)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True).start()

    async def _stop(self) -> None:
        for site in list(self._runner.sites):
            await site.stop()
        await self._drop_all()
        await self._sio.shutdown()
        await self._runner.cleanup()

    async def _cancel_rest(self) -> None:
        rest = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        path = "/" + request.match_info["path"]
        if path in self.pages:
            body, headers = self.pages[path]
            return web.Response(text=body, content_type="text/html", headers=headers)
        widget = ROOT / "widget"
        files = {"/": widget / "demo" / "index.html", "/widget.js": widget / "dist" / "widget.js"}
        file = files.get(path) or widget / "demo" / path.lstrip("/")
        if path == "/favicon.ico":
            return web.Response(status=204)
        if not file.is_file():
            return web.Response(status=404)
        headers = {"Content-Security-Policy": STRICT_POLICY, "Cache-Control": "no-store"}
        return web.FileResponse(file, headers=headers)

    def _check(self, schema: str, data: Any) -> None:
        self.violations += schemas.violations(schema, data)

    async def _emit(self, event: str, data: Any, room: str) -> None:
        if self.check_outgoing:
            self._check(event, data)
        for _ in range(2 if self.emit_twice else 1):
            await self._sio.emit(event, data, room=room)

    async def _publish(
        self, conversation: Conversation, sender: str, reply: Reply, message_id: str | None = None
    ) -> int:
        message = conversation.add(sender, reply, message_id)
        await self._emit("message", message, conversation.id)
        return int(message["seq"])

    async def _on_connect(self, sid: str, _: Any, auth: Any) -> None:
        self._check("auth", auth or {})
        token = (auth or {}).get("token")
        name = token.split(".")[0] if token else uuid4().hex
        if name in self.expired or (token and name not in self.conversations):
            code = "token_expired" if name in self.expired else "token_invalid"
            raise socketio.exceptions.ConnectionRefusedError("refused", {"code": code})
        self.conversations.setdefault(name, Conversation(name))
        await self._sio.save_session(sid, {"conversation": name})
        await self._sio.enter_room(sid, name)
        session = {"token": f"{name}.t", "conversation": name, "expires_at": int(time()) + 3600}
        self._sio.start_background_task(self._emit, "session", session, sid)

    async def _conversation(self, sid: str) -> Conversation:
        session = await self._sio.get_session(sid)
        return self.conversations[session["conversation"]]

    async def _on_replay(self, sid: str, data: Any) -> dict[str, Any]:
        self._check("replay", data)
        conversation = await self._conversation(sid)
        answer = {"messages": [m for m in conversation.messages if m["seq"] > data["since"]]}
        if self.check_outgoing:
            self._check("replay-ack", answer)
        return answer

    async def _on_open(self, sid: str, _: Any) -> dict[str, Any]:
        conversation = await self._conversation(sid)
        if not conversation.messages:
            for reply in self.greeting:
                await self._publish(conversation, "bot", reply)
        return {}

    async def _on_user_message(self, sid: str, frame: Any) -> dict[str, Any]:
        self._check("user-message", frame)
        self.frames.append(frame)
        conversation = await self._conversation(sid)
        answer = await self._turn(sid, conversation, frame)
        self._check("user-message-ack", answer)
        return answer

    async def _turn(self, sid: str, conversation: Conversation, frame: Any) -> dict[str, Any]:
        fault = self.faults.pop(0) if self.faults else ""
        if fault == "drop before the turn":
            await self._drop(sid)
        if self.refusals:
            return {"status": "refused", "notice": self.refusals.pop(0)}
        known = conversation.seq_of(frame["id"])
        if known is not None:
            return {"status": "duplicate", "seq": known}
        self.processed.append(frame["text"])
        await self._emit("typing", {"on": True}, conversation.id)
        seq = await self._publish(conversation, "user", say(frame["text"]), frame["id"])
        if fault == "drop in the turn":
            await self._drop(sid)
        await asyncio.to_thread(self._free.wait)
        for reply in self.script.get(frame["text"], [say(f"You said: {frame['text']}")]):
            await self._publish(conversation, "bot", reply)
        await self._emit("typing", {"on": False}, conversation.id)
        if fault == "drop before the acknowledgment":
            await self._drop(sid)
        return {"status": "done", "seq": seq}

    async def _drop(self, sid: str) -> None:
        self._cut(self._sio.manager.eio_sid_from_sid(sid, "/"))

    async def _drop_all(self) -> None:
        for eio_sid in list(self._sio.eio.sockets):
            self._cut(eio_sid)

    def _cut(self, eio_sid: str) -> None:
        """Break the TCP connection without a word, as a crash does."""
        transport = self._sio.environ[eio_sid]["aiohttp.request"].transport
        if transport:
            transport.abort()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
