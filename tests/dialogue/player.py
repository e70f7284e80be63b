"""Plays conversation files against the trained assistant and compares what comes back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from jsonschema import Draft202012Validator
from rasa.shared.core.trackers import DialogueStateTracker

from evaluation.visitor import Conversation, Visitor
from server.tracker_store import AdvisorTrackerStore
from store.tables import assessments
from tests.dialogue.aging import let_pass
from tests.dialogue.script import Expected, Step

_SCHEMAS = Path(__file__).parent.parent.parent / "docs" / "reference" / "schemas"
_SCHEMA = Draft202012Validator(json.loads((_SCHEMAS / "payload.json").read_text("utf-8")))
_BROKEN = "assessments_out_of_reach"


class Player:
    """Plays the steps of one conversation."""

    def __init__(self, visitor: Visitor, store: AdvisorTrackerStore) -> None:
        self._visitor = visitor
        self._store = store
        self._conversation: Conversation = visitor.conversation()

    async def play(self, steps: list[Step]) -> None:
        """Play all steps; fail with the step's number, its words and what differs."""
        try:
            for number, step in enumerate(steps, start=1):
                await self._do(step)
                problems = [*await self._compare(step.expect)]
                assert not problems, self._report(number, step, problems)
        finally:
            self._mend_store()

    async def _do(self, step: Step) -> None:
        if step.user is not None:
            await self._conversation.say(step.user)
        elif step.press is not None:
            await self._conversation.press(step.press)
        elif step.open:
            await self._conversation.open()
        elif step.repeat:
            assert (await self._conversation.repeat()).status == "duplicate"
        elif step.wait_minutes is not None:
            let_pass(self._store, self._conversation.id, step.wait_minutes * 60)
        elif step.store == "fails":
            self._break_store()
        else:
            self._mend_store()

    async def _compare(self, expected: Expected) -> list[str]:
        replies = self._conversation.replies
        payloads = [reply.payload or {} for reply in replies]
        first = payloads[0] if payloads else {}
        text = "\n".join(reply.text for reply in replies)
        titles = [button["title"] for reply in replies for button in reply.buttons]
        found: dict[str, Any] = {
            "topic": first.get("topic"),
            "models": first.get("models"),
            "type": first.get("type"),
            "code": first.get("code"),
            "result": first.get("result"),
            "types": [payload.get("type") for payload in payloads],
            "question": _last(payloads, "question"),
            "outcome": _last(payloads, "outcome"),
            "echo": _last(payloads, "echo"),
            "rows": len(_last(payloads, "rows") or []),
        }
        problems = [
            f"payload against its schema: {error.message}"
            for payload in payloads
            for error in _SCHEMA.iter_errors(payload)
        ]
        problems += [
            f"{key}: {value!r}, not {getattr(expected, key)!r}"
            for key, value in found.items()
            if getattr(expected, key) is not None and value != getattr(expected, key)
        ]
        problems += [f"lacks {part!r}" for part in expected.contains if part not in text]
        problems += [f"has {part!r}" for part in expected.not_contains if part in text]
        problems += [
            f"lacks the button {each!r}" for each in expected.buttons if each not in titles
        ]
        problems += [f"a button {each!r}" for each in expected.no_buttons if each in titles]
        if expected.stored is not None and self._stored() != expected.stored:
            problems.append(f"stored: {self._stored()} results, not {expected.stored}")
        if expected.slots:
            slots = (await self._tracker()).current_slot_values()
            problems += [
                f"slot {name}: {slots.get(name)!r}, not {value!r}"
                for name, value in expected.slots.items()
                if slots.get(name) != value
            ]
        return problems

    def _report(self, number: int, step: Step, problems: list[str]) -> str:
        did = json.dumps(step.dict(exclude_defaults=True, exclude={"expect"}))
        said = "\n".join(
            f"  {(reply.payload or {}).get('type')}: {reply.text}\n"
            f"  buttons: {[button['title'] for button in reply.buttons]}"
            for reply in self._conversation.replies
        )
        return f"step {number} {did}:\n- " + "\n- ".join(problems) + f"\nreplies:\n{said}"

    async def _tracker(self) -> DialogueStateTracker:
        tracker = await self._store.retrieve(self._conversation.id)
        assert tracker is not None
        return tracker

    def _stored(self) -> int:
        mine = assessments.c.conversation == self._conversation.id
        count = sa.select(sa.func.count()).select_from(assessments).where(mine)
        with self._store.engine.connect() as connection:
            return int(connection.execute(count).scalar() or 0)

    def _break_store(self) -> None:
        """Take the table of results away, so that each commit of one fails."""
        self._run(f"ALTER TABLE {assessments.name} RENAME TO {_BROKEN}")

    def _mend_store(self) -> None:
        if sa.inspect(self._store.engine).has_table(_BROKEN):
            self._run(f"ALTER TABLE {_BROKEN} RENAME TO {assessments.name}")

    def _run(self, statement: str) -> None:
        with self._store.engine.begin() as connection:
            connection.execute(sa.text(statement))


def _last(payloads: list[dict[str, Any]], key: str) -> Any:
    return next((each[key] for each in reversed(payloads) if each.get(key) is not None), None)
