"""The web channel: Socket.IO for the widget, and the pages that hold it.

The protocol is described in docs/reference/web-channel.md. Rasa mounts this channel because
credentials.yml names it. What a user says goes to `server.turns`; here are sockets, tokens and
limits.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any

from pydantic import ValidationError
from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from rasa.core.channels.socketio import SocketBlueprint, SocketIOInput
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response
from socketio import AsyncServer
from socketio.exceptions import ConnectionRefusedError
from sqlalchemy.exc import SQLAlchemyError

import store
from advisor.speaking import export
from advisor.speaking.results import ResultWords
from content import load_criteria, load_texts
from server.failures import describe
from server.limits import Buckets, Proxies
from server.messages import Message, ReplayFrame, Said, UserFrame, clean, without_command
from server.models import DATA, known_utterances, newest, try_out, verify
from server.notices import Acknowledgement, refused
from server.pages import SECURITY_HEADERS, load_pages
from server.results import ResultPages
from server.settings import Settings, load_settings, token_key
from server.tokens import Token, TokenError, Tokens
from server.tracker_store import AdvisorTrackerStore
from server.turns import CHANNEL, Turns, WebOutput
from server.wiring import prepare

logger = logging.getLogger(__name__)

_SOCKET_PATH = "/socket.io"
_REQUEST_SECONDS = 10
_SHUTDOWN_SECONDS = 5
_GOODBYE_SECONDS = 1
_SECOND_LOOK_SECONDS = 0.5
_FORGET_EVERY = timedelta(hours=24)

Handler = Callable[[UserMessage], Coroutine[Any, Any, None]]


class WebChannel(SocketIOInput):
    """Rasa's input channel for the widget."""

    def __init__(self, settings: Settings) -> None:
        """Serve with these settings; nothing is opened before the server starts."""
        super().__init__(socketio_path=_SOCKET_PATH)
        self._settings = settings
        self._proxies = Proxies(settings.trusted_proxies)
        self._per_address = Buckets(settings.address_messages_per_minute)
        self._per_conversation = Buckets(settings.messages_per_minute)
        self._replays = Buckets(settings.address_messages_per_minute)
        self._tokens = Tokens(token_key(settings), settings.token_lifetime)
        self._pages = load_pages()
        self._ready = asyncio.Event()
        self._strangers: set[str] = set()
        self._turns: Turns
        self._store: AdvisorTrackerStore
        self._results: ResultPages
        self._second_look: asyncio.TimerHandle
        self._handle: Handler

    @classmethod
    def name(cls) -> str:
        """Return the channel's name, which Rasa stores with every message."""
        return CHANNEL

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> InputChannel:
        """Return the channel; its settings do not come from credentials.yml.

        Raises:
            SettingsError: a setting is wrong.
            ModelError: the model is not the one that was trained. `rasa run` loads it after this.
        """
        settings = load_settings()
        if settings.model.exists():
            verify(newest(settings.model), settings.model_sha256)
        return cls(settings)

    def get_output_channel(self) -> OutputChannel:
        """Return a channel that collects replies; the tabs hear of them from the database."""
        return WebOutput()

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """Return the blueprint by which Rasa mounts the channel."""
        self._handle = on_new_message
        quiet = logging.getLogger(f"{__name__}.sockets")
        quiet.setLevel(logging.CRITICAL)
        self.sio = AsyncServer(
            async_mode="sanic",
            cors_allowed_origins=self._is_welcome,
            max_http_buffer_size=self._settings.frame_bytes,
            logger=quiet,
            engineio_logger=quiet,
        )
        self.sio.on("connect", self._on_connect)
        self.sio.on("user_message", self._on_user_message)
        self.sio.on("replay", self._on_replay)
        self.sio.on("open", self._on_open)
        self.sio.on("*", self._on_unknown)
        return _WebBlueprint(self.sio, _SOCKET_PATH, self._mount)

    async def message(self, conversation: str, message: Message) -> None:
        """Show a stored message in all tabs of its conversation."""
        await self.sio.emit("message", message.as_dict(), room=conversation)

    async def typing(self, conversation: str, on: bool) -> None:
        """Show in all tabs of the conversation whether an answer is on its way."""
        await self.sio.emit("typing", {"on": on}, room=conversation)

    def _mount(self, app: Sanic) -> None:
        """Set limits, guard every path and follow the server's life."""
        app.config.REQUEST_MAX_SIZE = self._settings.frame_bytes
        app.config.WEBSOCKET_MAX_SIZE = self._settings.frame_bytes
        app.config.REQUEST_TIMEOUT = _REQUEST_SECONDS
        app.config.GRACEFUL_SHUTDOWN_TIMEOUT = _GOODBYE_SECONDS
        app.register_middleware(self._answer_request, "request")
        app.register_middleware(_add_security_headers, "response")
        app.register_listener(self._start, "after_server_start")
        app.register_listener(self._stop, "before_server_stop")
        app.register_listener(_end_tasks, "after_server_stop")

    async def _start(self, app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        self._store = prepare(app.ctx.agent, self._settings)
        await try_out(app.ctx.agent, known_utterances(DATA))
        self._turns = Turns(
            app.ctx.agent,
            self._store,
            self._handle,
            self,
            queued=self._settings.queued_messages,
            session_events=self._settings.session_events,
        )
        self._results = ResultPages(
            store.Assessments(self._store.engine).get,
            ResultWords(load_criteria(), load_texts()),
            retention_days=self._settings.retention_days,
            per_minute=self._settings.address_messages_per_minute,
        )
        self._ready.set()
        logger.info("Ready for conversations")
        app.add_task(self._forget_old_conversations())
        self._second_look = loop.call_later(_SECOND_LOOK_SECONDS, _stop_if_asked, app, loop)

    async def _stop(self, _: Sanic, __: Any) -> None:
        self._second_look.cancel()
        self._ready.clear()
        # The sockets close underfoot from here on, which Sanic would report as errors.
        logging.getLogger("sanic.error").setLevel(logging.CRITICAL)
        await self._turns.finish(_SHUTDOWN_SECONDS)
        leaving = [
            asyncio.ensure_future(self.sio.eio.disconnect(connection))
            for connection in self.sio.environ
        ]
        if leaving:
            await asyncio.wait(leaving, timeout=_GOODBYE_SECONDS)
        await self.sio.shutdown()

    async def _forget_old_conversations(self) -> None:
        while True:
            limit = store.utc_now() - timedelta(days=self._settings.retention_days)
            try:
                count = await asyncio.to_thread(store.forget_older_than, self._store.engine, limit)
                logger.info("Forgot %s conversations that were over", count)
            except SQLAlchemyError as error:
                logger.error("Old conversations could not be forgotten: %s", describe(error))
            await asyncio.sleep(_FORGET_EVERY.total_seconds())

    async def _answer_request(self, request: Request) -> HTTPResponse | None:
        """Answer everything but Socket.IO, which goes on to its own handler."""
        if request.path.rstrip("/") == _SOCKET_PATH:
            return await self._guard_handshake(request)
        if request.path in self._pages:
            return self._pages[request.path].response(request)
        if request.path == "/health/live":
            return json_response({"status": "alive"})
        if request.path == "/health/ready":
            return await self._readiness()
        if request.path.startswith(export.ADDRESSES):
            if not self._ready.is_set():
                return json_response({"status": "not ready"}, status=503)
            caller = self._caller(request)
            return await self._results.response(request.method, request.path, caller)
        return json_response({"status": "not found"}, status=404)

    async def _guard_handshake(self, request: Request) -> HTTPResponse | None:
        request.ctx.caller = self._caller(request)
        if "sid" in request.args:
            return None
        open_connections = sum(
            environ["sanic.request"].ctx.caller == request.ctx.caller
            for environ in self.sio.environ.values()
        )
        if open_connections >= self._settings.address_connections:
            return json_response({"status": "too many connections"}, status=429)
        if not self._ready.is_set():
            return json_response({"status": "not ready"}, status=503)
        return None

    def _caller(self, request: Request) -> str:
        return self._proxies.caller(request.ip, request.headers.get("x-forwarded-for", ""))

    async def _readiness(self) -> HTTPResponse:
        if not self._ready.is_set():
            return _not_ready("model", "encoder")
        try:
            await self._store.last_seq("")
        except SQLAlchemyError:
            return _not_ready("database")
        return json_response({"status": "ready"})

    def _is_welcome(self, origin: str | None, _: dict[str, Any]) -> bool:
        """Whether a page of this origin may connect; programs send no origin and need a token."""
        if origin is None or origin.lower() in self._settings.origins:
            return True
        if origin not in self._strangers and len(self._strangers) < 100:
            self._strangers.add(origin)
            logger.warning(
                "A page of %a was refused; if it is yours, add it to ADVISOR_ALLOWED_ORIGINS",
                origin,
            )
        return False

    async def _on_connect(
        self, sid: str, environ: object = None, auth: object = None, *_: object
    ) -> dict[str, Any] | None:
        # A client can send an event of this name too: only python-socketio has the true environ.
        if environ is None or environ is not self.sio.get_environ(sid):
            return refused("bad_message").as_dict()
        given = auth.get("token") if isinstance(auth, dict) else None
        try:
            token = self._tokens.read(given) if given is not None else self._tokens.issue()
        except TokenError as error:
            raise ConnectionRefusedError(str(error), {"code": error.code}) from error
        caller = self.sio.get_environ(sid)["sanic.request"].ctx.caller
        await self.sio.save_session(sid, {"conversation": token.conversation, "caller": caller})
        await self.sio.enter_room(sid, token.conversation)
        # The client hears of its connection when this handler is over, and of its session then.
        self.sio.start_background_task(self._tell_session, sid, self._tokens.renew(token))
        return None

    async def _tell_session(self, sid: str, token: Token) -> None:
        session = {
            "token": token.text,
            "conversation": token.conversation,
            "expires_at": token.expires_at,
        }
        await self.sio.emit("session", session, room=sid)

    async def _on_user_message(self, sid: str, *arguments: object) -> dict[str, Any]:
        session = await self.sio.get_session(sid)
        acknowledgement = await self._take(sid, session, arguments)
        return acknowledgement.as_dict()

    async def _take(
        self, sid: str, session: dict[str, str], arguments: tuple[object, ...]
    ) -> Acknowledgement:
        conversation = session["conversation"]
        wait = self._per_address.take(session["caller"])
        if wait:
            return refused("too_fast", retry_after=wait)
        try:
            frame = UserFrame.parse_obj(_only(arguments))
        except (ValidationError, ValueError):
            return refused("bad_message")
        try:
            token = self._tokens.read(frame.token, conversation)
        except TokenError as error:
            return refused(error.code)
        renewed = self._tokens.renew(token)
        if renewed is not token:
            await self._tell_session(sid, renewed)
        if max(len(frame.text), len(frame.payload or "")) > self._settings.message_length:
            return refused("too_long", limit=self._settings.message_length)
        known = await self._turns.known(conversation, frame.id)
        if known is not None:
            return known
        wait = self._per_conversation.take(conversation)
        if wait:
            return refused("too_fast", retry_after=wait)
        try:
            said = await self._understand(conversation, frame)
        except SQLAlchemyError as error:
            logger.error("The database did not answer: %s", describe(error))
            return refused("not_saved")
        if not said.text:
            return refused("bad_message")
        return await self._turns.take(conversation, said)

    async def _understand(self, conversation: str, frame: UserFrame) -> Said:
        """Return what was said: a button that was offered here, else the text as text."""
        if frame.payload:
            title = await self._store.title_of_button(conversation, frame.payload)
            if title is not None:
                return Said(frame.id, frame.payload, title)
        shown = clean(frame.text)
        return Said(frame.id, without_command(shown), shown)

    async def _on_replay(self, sid: str, *arguments: object) -> dict[str, Any]:
        session = await self.sio.get_session(sid)
        wait = self._replays.take(session["caller"])
        if wait:
            return {"messages": [], **refused("too_fast", retry_after=wait).as_dict()}
        try:
            since = ReplayFrame.parse_obj(_only(arguments)).since
            messages = await self._store.rows_since(session["conversation"], since)
        except (ValidationError, ValueError):
            return {"messages": [], **refused("bad_message").as_dict()}
        except SQLAlchemyError as error:
            logger.error("The database did not answer: %s", describe(error))
            return {"messages": [], **refused("failed").as_dict()}
        return {"messages": [message.as_dict() for message in messages]}

    async def _on_open(self, sid: str, *_: object) -> dict[str, Any]:
        session = await self.sio.get_session(sid)
        if not self._replays.take(session["caller"]):
            await self._turns.greet(session["conversation"])
        return {}

    async def _on_unknown(self, *_: object) -> dict[str, Any]:
        return refused("bad_message").as_dict()


class _WebBlueprint(SocketBlueprint):
    """A blueprint that hands over the app on which Rasa mounts it."""

    def __init__(self, sio: AsyncServer, path: str, mount: Callable[[Sanic], None]) -> None:
        super().__init__(sio, path, "web_channel", __name__)
        self.ctx.mount = mount

    def register(self, app: Sanic, options: dict[str, Any]) -> None:
        super().register(app, options)
        self.ctx.mount(app)


async def _add_security_headers(_: Request, response: HTTPResponse) -> None:
    """Add what an answer does not say itself; a page may be stricter than all others."""
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)


def _stop_if_asked(app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
    """Stop, if a signal to stop came at the very end of the start: Sanic then serves on, deaf."""
    if app.is_stopping:
        loop.stop()


async def _end_tasks(_: Sanic, __: Any) -> None:
    """End what waits in the background, such as the next ping of each socket."""
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _not_ready(*parts: str) -> HTTPResponse:
    return json_response({"status": "not ready", "waiting_for": list(parts)}, status=503)


def _only(arguments: tuple[object, ...]) -> object:
    """Return the one argument that an event may have."""
    if len(arguments) != 1:
        raise ValueError("an event has one argument")
    return arguments[0]
