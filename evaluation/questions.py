"""Ask questions as visitors do: `python -m evaluation.questions IN.jsonl OUT.jsonl`.

Each input line has an `id` and a `text` (a first message), a `task` (asked as 'Is TASK BPO or
KPO?') or `turns` (messages in a row, of which the last is reported). Every line is a conversation
of its own, taken through the web channel's turns with the trained model and the real actions. Each
output line has `id`, `topic`, `models`, `confidence`, `reply`, `latency_ms` and, where a piece of
work was judged, `result`.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import os
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import store
from evaluation.visitor import Visitor
from server.messages import Message
from server.models import ModelError
from server.runtime import begin, quieten_rasa
from server.settings import SettingsError, load_settings


class QuestionError(ValueError):
    """A line of the input cannot be asked; the text names the line and the mend."""


async def ask(visitor: Visitor, line: dict[str, Any]) -> dict[str, Any]:
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
        QuestionError: a line is not JSON, has no id, or nothing to ask.
    """
    questions = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            question = json.loads(line)
        except json.JSONDecodeError as error:
            raise QuestionError(f"line {number}: not JSON ({error}); write one object") from error
        if not isinstance(question, dict) or "id" not in question:
            raise QuestionError(f"line {number}: no 'id'; write an object with 'id' and 'text'")
        if not {"text", "task", "turns"} & set(question):
            raise QuestionError(f"line {number}: nothing to ask; add 'text', 'task' or 'turns'")
        questions.append(question)
    return questions


def _texts(line: dict[str, Any]) -> list[str]:
    if "turns" in line:
        return [str(turn) for turn in line["turns"]]
    return [line["text"] if "text" in line else f"Is {line['task']} BPO or KPO?"]


async def _evaluate(questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        # Conversations and results are kept apart from those of visitors.
        os.environ[store.database.URL_VARIABLE] = store.default_url(Path(folder))
        visitor = Visitor(load_settings())
        reports = [await ask(visitor, question) for question in questions]
        await visitor.leave()
    return reports


def main(arguments: list[str] | None = None) -> int:
    """Ask the questions of one file and write the answers to another."""
    parser = argparse.ArgumentParser(prog="evaluation.questions", description=__doc__)
    parser.add_argument("source", metavar="IN", type=Path, help="JSONL of questions")
    parser.add_argument("target", metavar="OUT", type=Path, help="JSONL to write")
    chosen = parser.parse_args(arguments)
    begin(logging.ERROR)
    quieten_rasa(logging.ERROR)
    try:
        questions = read_lines(chosen.source.read_text(encoding="utf-8").splitlines())
        reports = asyncio.run(_evaluate(questions))
        lines = [json.dumps(report, ensure_ascii=False) for report in reports]
        chosen.target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    except (OSError, QuestionError, SettingsError, ModelError, store.StoreError) as error:
        print(f"evaluate: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
