"""Ask questions as visitors do: `python -m evaluation.questions IN.jsonl OUT.jsonl`.

Each input line has an `id` and a `text` (a first message), a `task` (asked as 'Is TASK BPO or
KPO?') or `turns` (messages in a row, of which the last is reported). Every line is a conversation
of its own, taken through the web channel's turns with the trained model and the real actions. Each
output line has `id`, `topic`, `models`, `confidence`, `reply`, `latency_ms` and, where a piece of
work was judged, `result`.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Sequence
from typing import Any

from evaluation.lines import LineError, Report, play_file, read_objects
from evaluation.visitor import Visitor
from server.messages import Message


async def ask(visitor: Visitor, line: dict[str, Any]) -> Report:
    """Ask one line's question and report the answer."""
    conversation = visitor.conversation()
    replies: Sequence[Message] = ()
    milliseconds = 0.0
    for text in _texts(line):
        started = time.perf_counter()
        replies = await conversation.say(text)
        milliseconds = (time.perf_counter() - started) * 1000
    payloads = [reply.payload or {} for reply in replies]
    first = payloads[0] if payloads else {}
    report = {
        "id": line["id"],
        "topic": first.get("topic", "clarify"),
        "models": first.get("models", []),
        "confidence": first.get("confidence", 0.0),
        "reply": "\n\n".join(reply.text for reply in replies),
        "latency_ms": round(milliseconds, 2),
    }
    if first.get("topic") == "classify_task":
        report["result"] = first.get("result", "unknown")
    elif "task" in line:
        report["result"] = "unknown"
    return report


def read_lines(lines: Iterable[str]) -> list[dict[str, Any]]:
    """Read the questions of a JSONL file.

    Raises:
        LineError: a line is not JSON, has no id, or nothing to ask.
    """
    return read_objects(lines, _checked, "'id' and 'text'")


def _checked(question: dict[str, Any]) -> dict[str, Any]:
    if not {"text", "task", "turns"} & set(question):
        raise LineError("nothing to ask; add 'text', 'task' or 'turns'")
    return question


def _texts(line: dict[str, Any]) -> list[str]:
    if "turns" in line:
        return [str(turn) for turn in line["turns"]]
    return [line["text"] if "text" in line else f"Is {line['task']} BPO or KPO?"]


def main(arguments: list[str] | None = None) -> int:
    """Ask the questions of one file and write the answers to another."""
    return play_file("evaluate", __doc__, read_lines, ask, arguments)


if __name__ == "__main__":
    sys.exit(main())
