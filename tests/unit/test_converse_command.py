"""Does `python -m evaluation.converse` play a visitor as it says, and name a broken line?

The assistant is a script here: what it says and remembers, turn by turn.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from content.criteria import Criteria
from evaluation.converse import MOST_TURNS, Case, converse, main, read_cases
from evaluation.lines import LineError
from server.messages import Message

CASE = Case(
    id="hats",
    description="we sort 4000 hats a month",
    replies={"core": "people come for the hats", "volume": "a few crates"},
    answers={"core": "no", "volume": "high"},
)

Script = Sequence[tuple[Message, Mapping[str, str]]]
"""Each reply with the slots that are filled by then."""


class ScriptedAssistant:
    """Says one reply after the other, the last one for ever, and notes what it hears."""

    def __init__(self, *script: tuple[Message, Mapping[str, str]]) -> None:
        self._script = script
        self.heard: list[str] = []
        self.id = "a conversation"
        self.replies: Sequence[Message] = ()

    def conversation(self) -> ScriptedAssistant:
        return self

    async def say(self, text: str) -> None:
        self.replies = (self._script[min(len(self.heard), len(self._script) - 1)][0],)
        self.heard.append(text)

    async def press(self, title: str) -> None:
        assert title in [button["title"] for button in self.replies[-1].buttons]
        await self.say(f"[{title}]")

    async def slots(self, conversation: str) -> Mapping[str, str]:
        return self._script[min(len(self.heard), len(self._script)) - 1][1]


def message(payload: dict[str, Any], **buttons: str) -> Message:
    shown = [{"title": title, "payload": each} for title, each in buttons.items()]
    return Message(0, None, "bot", "said", shown, payload, 0.0)


def answers(criterion: str, *values: str) -> dict[str, str]:
    return {f"{value.title()}.": f'/inform{{"answer": "{criterion}={value}"}}' for value in values}


def plain(criterion: str) -> Message:
    payload = {"type": "question", "question": criterion}
    return message(payload, **answers(criterion, "no", "low", "high"), Stop="/stop_interview")


def doubtful(criterion: str, value: str) -> Message:
    yes = f'/inform{{"answer": "{criterion}={value}"}}'
    return message({"type": "question", "question": criterion}, Yes=yes, No="/deny")


def listed(**values: str) -> Message:
    findings = [{"criterion": name, "answer": value} for name, value in values.items()]
    payload = {"type": "question", "question": "understood", "understood": findings}
    return message(payload, Right="/affirm", Wrong="/deny")


def decides(criterion: str) -> Message:
    return message(
        {"type": "question", "question": criterion}, So="/affirm", **answers("core", "no")
    )


OPENER = message({"type": "question", "question": "task"}, Stop="/stop_interview")
OFFER = message({"type": "answer"}, Advice="/start_interview")
NOTICE = message({"type": "notice"})
RESULT = message({"type": "recommendation", "outcome": "bpo"})
NAMED = {"work": "sorting hats"}


async def play(*script: tuple[Message, Mapping[str, str]]) -> tuple[dict[str, Any], list[str]]:
    assistant = ScriptedAssistant(*script)
    report = await converse(assistant, CASE)  # type: ignore[arg-type]
    return report, assistant.heard


async def test_an_answer_is_said_first_and_pressed_when_it_was_not_understood() -> None:
    report, heard = await play(
        (plain("core"), NAMED),
        (plain("volume"), NAMED | {"core": "no"}),
        (plain("volume"), NAMED | {"core": "no"}),
        (RESULT, NAMED | {"core": "no", "volume": "high"}),
    )

    assert heard == [CASE.description, CASE.replies["core"], CASE.replies["volume"], "[High.]"]
    assert report == {
        "id": "hats",
        "opened": True,
        "work": "sorting hats",
        "read": {},
        "asked_back": [],
        "replied": {
            "core": {"value": "no", "confirmed": False},
            "volume": {"value": None, "confirmed": False},
        },
        "beside": {},
        "turns": 4,
        "buttons": 1,
        "confirmations": 0,
        "outcome": "bpo",
    }


async def test_a_doubtful_reading_is_confirmed_where_it_is_right_and_else_denied() -> None:
    report, heard = await play(
        (plain("core"), NAMED),
        (doubtful("core", "no"), NAMED),
        (plain("volume"), NAMED | {"core": "no"}),
        (doubtful("volume", "low"), NAMED | {"core": "no"}),
        (plain("volume"), NAMED | {"core": "no"}),
        (RESULT, NAMED | {"core": "no", "volume": "high"}),
    )

    assert heard[2] == "yes"
    assert heard[4:] == ["no", "[High.]"]
    assert report["replied"] == {
        "core": {"value": "no", "confirmed": True},
        "volume": {"value": "low", "confirmed": True},
    }
    assert report["confirmations"] == 2


async def test_what_the_description_says_is_read_at_once_or_asked_back() -> None:
    report, heard = await play(
        (listed(volume="high", core="yes"), NAMED | {"goal": "cost"}),
        (plain("core"), NAMED | {"goal": "cost"}),
        (RESULT, NAMED | {"core": "no", "goal": "cost"}),
    )

    assert heard[1] == "no"
    assert report["read"] == {"goal": "cost", "volume": "high", "core": "yes"}
    assert report["asked_back"] == ["core", "volume"]


async def test_what_a_reply_says_of_other_questions_is_told_beside() -> None:
    report, _ = await play(
        (plain("core"), NAMED),
        (listed(core="no", goal="cost"), NAMED | {"volume": "low"}),
        (RESULT, NAMED),
    )

    assert report["read"] == {}
    assert report["replied"] == {"core": {"value": "no", "confirmed": True}}
    assert report["beside"] == {"volume": "low", "goal": "cost"}


async def test_an_answer_that_decides_alone_is_confirmed_by_what_is_meant() -> None:
    report, heard = await play(
        (plain("core"), NAMED),
        (decides("core"), NAMED | {"core": "yes"}),
        (plain("core"), NAMED),
        (RESULT, NAMED | {"core": "no"}),
    )

    assert heard[2:] == ["no", "[No.]"]
    assert report["replied"] == {"core": {"value": "yes", "confirmed": False}}
    assert report["beside"] == {}


async def test_an_interview_that_does_not_begin_is_begun_by_its_button() -> None:
    report, heard = await play((OFFER, {}), (OPENER, {}), (OPENER, {}), (RESULT, {}))

    assert heard == [CASE.description, "[Advice]", CASE.description, "not sure"]
    assert (report["opened"], report["work"], report["buttons"]) == (False, "", 1)


async def test_an_interview_that_is_not_offered_is_wished_for() -> None:
    report, heard = await play((NOTICE, {}), (OPENER, {}), (plain("core"), NAMED), (RESULT, NAMED))

    assert heard[1:3] == ["I would like advice on that", CASE.description]
    assert (report["opened"], report["work"], report["buttons"]) == (False, "sorting hats", 0)


async def test_a_visitor_gives_up_in_the_end() -> None:
    report, _ = await play((NOTICE, {}))

    assert (report["turns"], report["outcome"]) == (MOST_TURNS, None)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 2: not JSON"),
        ("[]", "line 2: no 'id'; write an object with 'id', 'description', 'replies' and 'answ"),
        ('{"id": 1}', "line 2: no 'description'; add the visitor's first message"),
        ('{"id": 1, "description": "hats"}', "line 2: 'replies' is no mapping"),
        (
            '{"id": 1, "description": "hats", "replies": {"cost": "no"}, "answers": {}}',
            "line 2: 'cost' is not a criterion; use core, ",
        ),
        (
            '{"id": 1, "description": "hats", "replies": {"core": ""}, "answers": {}}',
            "line 2: no reply to 'core'; write what the visitor says",
        ),
        (
            '{"id": 1, "description": "hats", "replies": {}, "answers": {"core": "maybe"}}',
            "line 2: 'maybe' is not an answer to 'core'",
        ),
    ],
)
def test_a_broken_line_is_named_with_its_mend(criteria: Criteria, line: str, said: str) -> None:
    with pytest.raises(LineError, match=said):
        read_cases(["", line], criteria)


def test_a_case_is_read_with_keys_of_its_own(criteria: Criteria) -> None:
    line = {**vars(CASE), "source": "not read"}

    assert read_cases([json.dumps(line)], criteria) == [CASE]


def test_a_missing_file_fails_without_a_trace(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "played.jsonl"

    assert main([str(tmp_path / "absent.jsonl"), str(target)]) == 1
    assert "absent.jsonl" in capsys.readouterr().err
    assert not target.exists()
