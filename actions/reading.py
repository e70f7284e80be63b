"""The visitor's words as the core reads them, with the likeness and the phrases it needs."""

from __future__ import annotations

from dataclasses import replace

from actions.similarity import similarity
from actions.turn import Turn
from advisor.naming import listed_task
from advisor.opener import Opener, Statement, read_opener, read_statement
from content import load_content, load_criteria
from nlu.lemmas import noun_phrases


def opener(text: str, task: str | None = None) -> Opener:
    """Read the first words on the work; `task` is the work where it was recognized already."""
    tasks = load_content().tasks
    return read_opener(
        load_criteria(), text, task, similarity, tasks=tasks, noun_phrases=noun_phrases
    )


def first_words(turn: Turn) -> Opener | None:
    """Read the message that starts an interview; None if it says nothing of any work."""
    if turn.is_button:
        return None if turn.task is None else opener(turn.task)
    read = opener(turn.text, turn.task)
    if turn.task is not None or not read.said.is_empty:
        return read
    # One word alone, such as 'support', names work only by chance.
    listed = listed_task(load_content().tasks, turn.text, words=2)
    return None if listed is None else replace(read, work=listed.name, listed=listed)


def statement(text: str) -> Statement:
    """Read what a text says of the work, whatever was asked."""
    return read_statement(load_criteria(), text, similarity)
