"""Numbers, names and clauses in the form in which they are written, without words of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from content.criteria import NOT_SURE, Criteria


@dataclass(frozen=True)
class GivenAnswer:
    """A question and the answer to it, by their ids and in words.

    Where the criteria no longer have one of them, its id stands for the words.
    """

    criterion: str
    value: str
    question: str
    answer: str


def signed(count: int) -> str:
    """Points with their sign, and with a true minus."""
    return f"+{count}" if count > 0 else plain(count)


def plain(count: int) -> str:
    """Points with a true minus."""
    return f"−{-count}" if count < 0 else str(count)


def joined(items: Sequence[str], last: str) -> str:
    """Items as a list in a sentence, the last one after a word such as 'or'."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def sentence(clause: str) -> str:
    """A clause as a sentence of its own."""
    return f"{clause[:1].upper()}{clause[1:]}."


def answer_title(criteria: Criteria, criterion: str, value: str) -> str:
    """An answer as its button names it."""
    if value == NOT_SURE:
        return criteria.not_sure.title
    return criteria.question(criterion).option(value).title


def given_answers(criteria: Criteria, answers: Mapping[str, str]) -> tuple[GivenAnswer, ...]:
    """The answers given, in their order, with the criteria's words for them."""
    return tuple(_given(criteria, *item) for item in answers.items())


def echo(criteria: Criteria, criterion: str, value: str) -> str:
    """What was understood of a free text, said back."""
    asked = criteria.question(criterion)
    if value == NOT_SURE:
        return f"Noted for {asked.short[:1].lower()}{asked.short[1:]}: not sure."
    return f"I understood: {asked.option(value).statement}."


def _given(criteria: Criteria, criterion: str, value: str) -> GivenAnswer:
    question = next((each for each in criteria.questions if each.id == criterion), None)
    if question is None:
        return GivenAnswer(criterion, value, criterion, value)
    known = value in (*question.values, NOT_SURE)
    answer = answer_title(criteria, criterion, value) if known else value
    return GivenAnswer(criterion, value, question.short, answer)
