"""From what a message probably says to findings: what may count, what is asked back, what is none.

The chances come from the trained reader, as the message property `reading`; amounts, bare replies
and the form of clauses are read by rules. docs/reference/reading.md has the figures.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from advisor.reading.amendments import named_questions
from advisor.reading.amounts import Amount, amounts
from advisor.reading.bare import bare_reply, is_bare_yes
from advisor.reading.clauses import is_soft, states_nothing
from advisor.reading.findings import Amendment, Certainty, Finding
from advisor.reading.words import normalize
from content.criteria import NOT_SURE, Amounts, Criteria, Question

Signals = Sequence[Mapping[str, Any]]
"""The message property `reading`: the whole message first, then its clauses."""


@dataclass(frozen=True)
class Bars:
    """From which chance on something counts; chosen by cost on passes that were left out.

    Attributes:
        guess: an answer to the open question is asked back.
        sure: it counts at once.
        fact: an answer that nobody asked for is asked back.
        sure_fact: it counts at once.
        rival: another answer to the same question, said elsewhere, makes it doubtful.
    """

    guess: float = 0.55
    sure: float = 0.93
    fact: float = 0.6
    sure_fact: float = 0.8
    rival: float = 0.25


_OPENING = re.compile(r"\W*(?:(?P<yes>yes|yep|yeah)|no|nope|nah)\b(?!\W+(?:doubt|question))", re.I)
"""The plain yes or no that a reply opens with."""

_LEAST = 0.02
"""The chance of an answer that the signals leave out, where an amount speaks for it."""

_UNREAD = 1 / 3
"""The chance of each answer on how much there is, where nothing was read but the amount."""

_PACED, _NEAR_BOUND, _BARE = 30.0, 6.0, 6.0
"""Odds that an amount gives its answer: with a pace, close to a bound, without a pace."""

_CLOSE = 1.3
"""How many times off a bound still is close to it."""

_FEWEST = 3
"""Words of a clause that states a fact; fewer name something."""

_ALONE = 0.5
"""The chance from which a clause alone is quoted for an answer."""

_LITTLE_TIME = 0.12
"""The part of one person below which working time is little: half a day a week."""


class Reader:
    """Reads what visitors say on the questions of the interview."""

    def __init__(self, criteria: Criteria, bars: Bars | None = None) -> None:
        self._criteria = criteria
        self._bars = bars or Bars()

    def answer(self, text: str, criterion: str, signals: Signals | None) -> Finding | None:
        """Return the answer of a text to the question that is open; None if it gives none."""
        question = self._criteria.question(criterion)
        bare = bare_reply(self._criteria, question, text)
        if bare is not None:
            return Finding(criterion, bare[0], text.strip(), bare[1])
        chances = self._chances(question, text, signals)
        if not chances or is_bare_yes(text) or self._is_topic(text):
            return None
        value, chance = max(chances.items(), key=lambda each: each[1])
        nothing = 1 - sum(chances.values())
        if chance < self._bars.guess or nothing > chance:
            return None
        opened = self._opened(question, text, value)
        if opened is not None:
            return Finding(criterion, opened, text.strip(), "doubtful")
        is_sure = chance >= self._bars.sure and not is_soft(text) and not _disagree(question, text)
        words = _best_words(text, signals, "asked", criterion, value)
        return Finding(criterion, value, words, "sure" if is_sure else "doubtful")

    def facts(self, text: str, signals: Signals | None) -> tuple[Finding, ...]:
        """Return what a text plainly says of the work, whatever was asked: one a question."""
        found = (self._fact(question, text, signals) for question in self._criteria.questions)
        return tuple(finding for finding in found if finding is not None)

    def amendments(self, text: str, signals: Signals | None) -> tuple[Amendment, ...]:
        """Return the questions that a text names, with the answers it gives to them."""
        found = []
        for question, rest in named_questions(self._criteria, text):
            finding = self._amended(question, rest, text, signals)
            found.append(Amendment(question.id, finding))
        return tuple(found)

    def _is_topic(self, text: str) -> bool:
        """Whether a text is nothing but the name of a topic of the guide."""
        return " ".join(normalize(text)) in self._criteria.topic_words

    def _opened(self, question: Question, text: str, value: str) -> str | None:
        """The answer of the yes or no that a text opens with, where `value` is the contrary one."""
        found = _OPENING.match(text)
        if found is None:
            return None
        said, other = ("yes", "no") if found["yes"] else ("no", "yes")
        meant = bare_reply(self._criteria, question, said)
        contrary = bare_reply(self._criteria, question, other)
        if meant is None or contrary is None or contrary[0] != value:
            return None
        return meant[0]

    def _chances(self, question: Question, text: str, signals: Signals | None) -> dict[str, float]:
        """How likely each answer is; what is missing to 1 says nothing."""
        chances = dict(signals[0]["asked"].get(question.id, {})) if signals else {}
        if question.amounts is None:
            return chances
        return _weighed(question.amounts, question.values, chances, _deciding(amounts(text)))

    def _fact(self, question: Question, text: str, signals: Signals | None) -> Finding | None:
        said: dict[str, tuple[float, str]] = {}
        segments = signals or [{"start": 0, "end": len(text), "said": {}}]
        for segment in segments[1:] if len(segments) > 1 else segments:
            clause = text[segment["start"] : segment["end"]]
            if states_nothing(clause) or len(normalize(clause)) < _FEWEST:
                continue
            for value, chance in self._stated(question, clause, segment).items():
                if chance > said.get(value, (0.0, ""))[0]:
                    said[value] = (chance, clause.strip())
        likely = sorted(said.items(), key=lambda each: -each[1][0])
        if not likely or likely[0][1][0] < self._bars.fact:
            return None
        (value, (chance, words)), *others = likely
        disputed = bool(others) and others[0][1][0] >= self._bars.rival
        is_sure = chance >= self._bars.sure_fact and not disputed and not is_soft(words)
        is_sure = is_sure and not _disagree(question, text)
        return Finding(question.id, value, words, "sure" if is_sure else "doubtful")

    def _stated(
        self, question: Question, clause: str, segment: Mapping[str, Any]
    ) -> dict[str, float]:
        chances = dict(segment["said"].get(question.id, {}))
        if question.amounts is None:
            return chances
        paced = [amount for amount in amounts(clause) if amount.is_paced]
        return _weighed(question.amounts, question.values, chances, _deciding(paced))

    def _amended(
        self, question: Question, rest: str, text: str, signals: Signals | None
    ) -> Finding | None:
        bare = bare_reply(self._criteria, question, rest) if rest else None
        if bare is not None:
            return Finding(question.id, bare[0], rest, bare[1])
        if not rest:
            return None
        finding = self.answer(text, question.id, signals)
        if finding is None:
            return None
        certainty: Certainty = "doubtful"
        return Finding(question.id, finding.value, finding.words, certainty)


def _disagree(question: Question, text: str) -> bool:
    """Whether a text names two amounts that are different answers: 'thousands, or a handful'."""
    if question.amounts is None:
        return False
    paced = (amount for amount in amounts(text) if amount.is_paced)
    return len({_value(question.amounts, amount)[0] for amount in paced}) > 1


def _deciding(found: Sequence[Amount]) -> list[Amount]:
    """The amounts that count: those with a pace if there are any."""
    return [amount for amount in found if amount.is_paced] or list(found)


def _weighed(
    bounds: Amounts, values: Sequence[str], chances: dict[str, float], found: Sequence[Amount]
) -> dict[str, float]:
    """Chances of answers on how much there is, with the odds that amounts give them."""
    if not found:
        return chances
    chances = chances or dict.fromkeys(values, _UNREAD)
    nothing = max(1 - sum(chances.values()), _LEAST)
    weights = {value: max(chances.get(value, 0.0), _LEAST) for value in (*values, NOT_SURE)}
    for amount in found:
        value, odds = _value(bounds, amount)
        weights[value] *= odds ** (1 / len(found))
    whole = sum(weights.values()) + nothing
    return {value: weight / whole for value, weight in weights.items()}


def _value(bounds: Amounts, amount: Amount) -> tuple[str, float]:
    """The answer that an amount is, and the odds that it gives it."""
    if amount.unit == "people":
        limits = (_LITTLE_TIME, float(bounds.high_people))
    else:
        limits = (float(bounds.low_below), float(bounds.high_from))
    low, high = limits
    slack = 0.95
    value = bounds.low
    if amount.size >= high * slack:
        value = bounds.high
    elif amount.size >= low:
        value = bounds.medium
    is_close = any(1 / _CLOSE < amount.size / limit < _CLOSE for limit in limits)
    if not amount.is_paced:
        return value, _BARE
    return value, _NEAR_BOUND if is_close and amount.unit == "pieces" else _PACED


def _best_words(text: str, signals: Signals | None, mode: str, criterion: str, value: str) -> str:
    """The clause that says an answer most clearly, or all of the text where none says it alone."""
    clauses = (signals or [])[1:]
    said = [(clause[mode].get(criterion, {}).get(value, 0.0), clause) for clause in clauses]
    if not said:
        return text.strip()
    chance, clause = max(said, key=lambda each: each[0])
    if chance < _ALONE:
        return text.strip()
    return text[clause["start"] : clause["end"]].strip()
