"""The turns of conversations: one after the other, each exactly once, none without an answer."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.lock_store import LockError
from rasa.shared.core.constants import (
    ACTION_LISTEN_NAME,
    ACTION_SESSION_START_NAME,
    SESSION_START_METADATA_SLOT,
)
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from sqlalchemy.exc import SQLAlchemyError

from server.actions_in_process import InProcessActions
from server.dialogue import DialogueThread
from server.failures import describe
from server.messages import HIDDEN, SHOWN, Message, Said
from server.notices import TEXTS, Acknowledgement, refused
from server.tracker_store import AdvisorTrackerStore
from store import DuplicateMessageError

logger = logging.getLogger(__name__)

CHANNEL = "web"
GREETING = "/greet"
GREETING_ID = "server:greeting"
"""Stored once, like every id, so a conversation is greeted once; no client's id has a colon."""


class Audience(Protocol):
    """Everybody who looks at a conversation: all of a browser's tabs."""

    async def message(self, conversation: str, message: Message) -> None:
        """Show a message."""

    async def typing(self, conversation: str, on: bool) -> None:
        """Show whether an answer is on its way."""


class WebOutput(CollectingOutputChannel):
    """Collects a turn's replies whole: text, buttons and payload of one message together."""

    @classmethod
    def name(cls) -> str:
        """Return the channel's name, by which responses can be written for it."""
        return CHANNEL

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep one reply."""
        self.messages.append({"recipient_id": recipient_id, **message})


class Turns:
    """Takes messages to Rasa and brings the stored replies to the audience."""

    def __init__(
        self,
        agent: Agent,
        tracker_store: AdvisorTrackerStore,
        handle: Callable[[UserMessage], Coroutine[Any, Any, None]],
        audience: Audience,
        queued: int,
        session_events: int,
    ) -> None:
        """Serve one agent.

        Args:
            agent: The agent, wired.
            tracker_store: Its tracker store.
            handle: Rasa's handler of messages.
            audience: Who hears the replies.
            queued: How many messages of one conversation may wait.
            session_events: How long a session grows, in events, before a new one begins.
        """
        self._agent = agent
        self._store = tracker_store
        self._handle = handle
        self._audience = audience
        self._queued = queued
        self._session_events = session_events
        self._thread = DialogueThread()
        self._lines: dict[str, _Line] = {}
        self._running: dict[tuple[str, str], asyncio.Task[Acknowledgement]] = {}

    async def known(self, conversation: str, message_id: str) -> Acknowledgement | None:
        """Return the acknowledgement of a message that came before, None for a new one."""
        running = self._running.get((conversation, message_id))
        if running is not None:
            first = await asyncio.shield(running)
            return Acknowledgement("duplicate", first.seq) if first.status == "done" else first
        return await self._stored(conversation, message_id)

    async def take(self, conversation: str, said: Said) -> Acknowledgement:
        """Have a message answered; its replies reach the audience before this returns."""
        message = UserMessage(
            said.text,
            WebOutput(),
            conversation,
            input_channel=CHANNEL,
            message_id=said.id,
            metadata={SHOWN: said.shown} if said.shown != said.text else None,
        )
        return await self._run(message)

    async def greet(self, conversation: str) -> None:
        """Greet, if nothing has happened in this conversation yet."""
        try:
            if await self._store.last_seq(conversation):
                return
        except SQLAlchemyError as error:
            _not_saved(error)
            return
        message = UserMessage(
            GREETING,
            WebOutput(),
            conversation,
            input_channel=CHANNEL,
            message_id=GREETING_ID,
            metadata={HIDDEN: True},
        )
        await self._run(message)

    async def finish(self, seconds: float) -> None:
        """Wait for the turns that run, `seconds` at most, then end the dialogue's thread."""
        if self._running:
            await asyncio.wait(self._running.values(), timeout=seconds)
        self._thread.stop()

    async def _run(self, message: UserMessage) -> Acknowledgement:
        """Run a turn in a task of its own: a client that leaves does not cancel it."""
        key = (message.sender_id, message.message_id)
        if key in self._running:
            return await self.known(*key) or refused("failed")
        task = asyncio.ensure_future(self._in_line(message))
        self._running[key] = task
        task.add_done_callback(lambda _: self._running.pop(key, None))
        return await asyncio.shield(task)

    async def _in_line(self, message: UserMessage) -> Acknowledgement:
        conversation = message.sender_id
        key = (conversation, message.message_id)
        line = self._lines.setdefault(conversation, _Line())
        if line.waiting > self._queued:
            return refused("too_fast", retry_after=1)
        async with line.turn():
            try:
                await self._audience.typing(conversation, True)
                return await self._stored(*key) or await self._turn(message)
            except DuplicateMessageError:
                return await self._stored(*key) or refused("failed")
            except (SQLAlchemyError, LockError) as error:
                return _not_saved(error)
            except Exception as error:
                logger.error("A turn failed: %s", describe(error))
                return refused("failed")
            finally:
                await self._audience.typing(conversation, False)
                if line.waiting == 1:
                    self._lines.pop(conversation, None)

    async def _stored(self, conversation: str, message_id: str) -> Acknowledgement | None:
        try:
            seq = await self._store.seq_of_message(conversation, message_id)
        except SQLAlchemyError as error:
            return _not_saved(error)
        return None if seq is None else Acknowledgement("duplicate", seq)

    async def _turn(self, message: UserMessage) -> Acknowledgement:
        conversation = message.sender_id
        await self._thread.run(self._keep_session_short(conversation))
        before = await self._store.last_seq(conversation)
        if before and message.message_id == GREETING_ID:
            # A message came in while the greeting waited for its turn: too late to greet.
            return Acknowledgement("duplicate", before)
        self._press(message, await self._store.last_reply(conversation, before))
        await self._thread.run(self._handle(message))
        if not message.output_channel.messages or self._has_failed(message):
            logger.error("A turn failed or brought no reply: the user reads an apology")
            await self._thread.run(self._apologise(conversation, message.message_id))
        new = await self._store.rows_since(conversation, before)
        for stored in new:
            await self._audience.message(conversation, stored)
        seq = await self._store.seq_of_message(conversation, message.message_id)
        return Acknowledgement("done", seq)

    def _has_failed(self, message: UserMessage) -> bool:
        """Whether an action failed, though another one may have said something before."""
        actions = self._agent.action_endpoint
        turn = (message.sender_id, message.message_id)
        return isinstance(actions, InProcessActions) and actions.has_failed(turn)

    @staticmethod
    def _press(message: UserMessage, last: Message | None) -> None:
        """Take a text that is the title of one of the newest buttons for that button."""
        said = _plain(message.text)
        named = [each for each in (last.buttons if last else ()) if _plain(each["title"]) == said]
        if len(named) == 1 and said:
            message.metadata = {**(message.metadata or {}), SHOWN: message.text}
            message.text = named[0]["payload"]

    async def _keep_session_short(self, conversation: str) -> None:
        """Begin a new session once the old one is long, in one step, with what matters of the old.

        Rasa goes through all events of a session for each action, so a turn takes longer with each
        message. The history that users see knows no sessions.
        """
        if await self._store.length_of_session(conversation) < self._session_events:
            return
        async with self._agent.lock_store.lock(conversation):
            tracker = await self._store.retrieve(conversation)
            if tracker is not None:
                tracker.update_with_events(_new_session(tracker), self._agent.domain)
                await self._store.save(tracker)

    async def _apologise(self, conversation: str, message_id: str) -> None:
        """Undo what the failed turn changed, apologise, and ask an open question once more.

        The form and the slots become what they were before the message, so that an answer which
        could not be taken is not taken for one. Where another server has taken a newer message
        meanwhile, they stay as that one left them.
        """
        async with self._agent.lock_store.lock(conversation):
            tracker = await self._store.retrieve(conversation)
            seq = await self._store.seq_of_message(conversation, message_id)
            if tracker is None or seq is None:
                raise LookupError("the turn that failed was not stored")
            # Without AFTER_RESTART, Rasa leaves out what was said inside a form.
            newest = tracker.get_last_event_for(
                UserUttered, event_verbosity=EventVerbosity.AFTER_RESTART
            )
            is_newest = newest is not None and newest.message_id == message_id
            before = await self._store.tracker_at(conversation, seq - 1) if is_newest else tracker
            events = _back_to(before, tracker)
            text = TEXTS["failed"]
            notice = {"type": "notice", "code": "failed", "lead": text}
            events.append(BotUttered(text, {"custom": notice}))
            last = await self._store.last_reply(conversation, seq - 1)
            if is_newest and last is not None and (last.payload or {}).get("type") == "question":
                data = {"buttons": last.buttons, "custom": last.payload}
                events.append(BotUttered(last.text, data))
            if tracker.latest_action_name != ACTION_LISTEN_NAME:
                events.append(ActionExecuted(ACTION_LISTEN_NAME))
            tracker.update_with_events(events, self._agent.domain)
            await self._store.save(tracker)


def _new_session(old: DialogueStateTracker) -> list[Event]:
    """Return the start of a session that goes on where another is: slots, open form, last words."""
    events: list[Event] = [ActionExecuted(ACTION_SESSION_START_NAME), SessionStarted()]
    events += [
        SlotSet(name, slot.value)
        for name, slot in old.slots.items()
        if slot.value != slot.initial_value and name != SESSION_START_METADATA_SLOT
    ]
    form = old.active_loop_name
    if form is not None:
        events += [ActionExecuted(form), ActiveLoop(form)]
    said = old.get_last_event_for(BotUttered, event_verbosity=EventVerbosity.AFTER_RESTART)
    if said is not None:
        # What a 'yes' refers to; users have read it already.
        metadata = {**said.metadata, HIDDEN: True}
        events.append(BotUttered(said.text, said.data, metadata, said.timestamp))
    return [*events, ActionExecuted(ACTION_LISTEN_NAME)]


@dataclass
class _Line:
    """Those who wait for a turn in one conversation, the one whose turn it is included."""

    waiting: int = 0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        self.waiting += 1
        try:
            async with self.lock:
                yield
        finally:
            self.waiting -= 1


def _plain(title: str) -> str:
    """Return a title as people type it: without capitals, curly quotes and a final point."""
    return title.casefold().replace("’", "'").strip(" .!?")


def _back_to(before: DialogueStateTracker, now: DialogueStateTracker) -> list[Event]:
    """Return the events that give `now` the slots and the form of `before`."""
    events: list[Event] = [
        SlotSet(name, before.get_slot(name))
        for name, slot in now.slots.items()
        if slot.value != before.get_slot(name) and name != SESSION_START_METADATA_SLOT
    ]
    if before.active_loop_name or now.active_loop_name:
        events.append(ActiveLoop(before.active_loop_name))
    return events


def _not_saved(error: Exception) -> Acknowledgement:
    logger.error("The database did not take a message: %s", describe(error))
    return refused("not_saved", retry_after=2)
