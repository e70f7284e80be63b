"""The questions of a message that asks more than one, each with its own topic."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from content.schema import MODELS
from nlu.clauses import Clause, is_question, points_back
from nlu.topic_model import ANY_SUBJECT, Prediction

OUT_OF_SCOPE = "out_of_scope"
OPPOSITE = "ask_opposite"
"""The intent of a turn that asks for the contrary of what was said before."""

CONTRARY = "contrary"
COMPARING = "difference"
"""The topic of questions on both models together."""
_WORD = re.compile(r"\w+")
_NAMES = frozenset({*MODELS, "and", "or", "vs", "versus", "the", "of", "a"})

SURE_OF_CLAUSE = 0.6
"""Probability from which a clause counts as a question on its likeliest topic."""

SURE_OF_HALF = 0.85
"""Probability from which both sides of an 'and' count as questions of their own."""

SURE_OF_HEADING = 0.9
"""Probability from which words without the form of a question count as one."""

SURE_OF_WORK = 0.9
"""Probability from which a clause counts as a question on the visitor's own work."""

SURE_OF_SUBJECT = 0.55
"""Probability from which a clause is refused by its subject beside other questions."""


@dataclass(frozen=True)
class Part:
    """A clause, or half of one, and what it was understood as.

    Attributes:
        models: the models that it names or describes itself.
        polarity: 'contrary' where the contrary of the topic is asked for.
        detail: the id of a narrower question within the topic, where it is one.
    """

    text: str
    prediction: Prediction
    models: tuple[str, ...] = ()
    polarity: str | None = None
    detail: str | None = None

    @property
    def topic(self) -> str:
        """The likeliest topic."""
        return self.prediction.ranking[0][0]

    @property
    def confidence(self) -> float:
        """The probability of the topic."""
        return self.prediction.ranking[0][1]

    @property
    def subject(self) -> str:
        """What it is on, should it be out of scope."""
        return self.prediction.subject

    @property
    def subject_confidence(self) -> float:
        """The probability that it is out of scope and on that subject."""
        return self.prediction.subject_confidence

    @property
    def asked(self) -> tuple[str, str | None, str | None]:
        """What tells two questions apart: topic, subject left out, polarity."""
        subject = self.subject if self.topic == OUT_OF_SCOPE else None
        return self.topic, subject, self.polarity


@dataclass(frozen=True)
class Asker:
    """Decides which parts of a message are questions.

    Attributes:
        answerable: the topics that a question can be on, but for the next.
        on_work: the topics that a question on the visitor's own work is on.
        understood: what each part of the message was understood as, by its text.
    """

    answerable: Collection[str]
    on_work: Collection[str]
    understood: Mapping[str, Part]

    def questions(self, clauses: Sequence[Clause]) -> list[Part]:
        """Return the questions of a message in their order, with the models each is on."""
        found: list[Part] = []
        saying = [clause for clause in clauses if _says_something(clause.text)]
        for clause in saying or clauses:
            before = found[-1] if found else None
            asked = self._questions_of(clause) or self._contrary(clause, before)
            # After a part outside the guide, 'which is best?' still speaks of that.
            is_left_out = before is not None and before.topic == OUT_OF_SCOPE
            found += [
                each
                for each in asked
                if not is_left_out or each.models or not points_back(each.text)
            ]
        return _merged(_with_models(found))

    def _questions_of(self, clause: Clause) -> list[Part]:
        whole = self.understood[clause.text]
        # 'How do BPO and KPO differ?' is one question on both.
        halves = () if whole.topic == COMPARING else clause.halves
        for left, right in halves:
            sides = (self.understood[left], self.understood[right])
            if self._are_two(*sides):
                return list(sides)
        least = SURE_OF_CLAUSE if clause.form == "question" else SURE_OF_HEADING
        return [whole] if clause.asks and self._is_clear(whole, least) else []

    def _contrary(self, clause: Clause, before: Part | None) -> list[Part]:
        """Return the contrary of the question before, where that is all that is asked.

        So it is in 'when does KPO fit, and when does it not?'
        """
        meant = self.understood[clause.text].topic
        if before is None or before.topic == OUT_OF_SCOPE or meant != OPPOSITE or not clause.asks:
            return []
        polarity = None if before.polarity else CONTRARY
        return [replace(before, text=clause.text, polarity=polarity, detail=None)]

    def _are_two(self, left: Part, right: Part) -> bool:
        """Whether the two sides of an 'and' are questions of their own."""
        return left.asked != right.asked and all(
            _says_something(side.text) and self._is_clear(side, SURE_OF_HALF)
            for side in (left, right)
        )

    def _is_clear(self, part: Part, least: float = SURE_OF_CLAUSE) -> bool:
        if part.topic in self.on_work:
            return part.confidence >= SURE_OF_WORK
        if part.topic != OUT_OF_SCOPE:
            return part.topic in self.answerable and part.confidence >= least
        # 'Is it legal?' is no question on something other than outsourcing.
        is_vague = part.subject == ANY_SUBJECT and points_back(part.text)
        is_on_it = part.subject_confidence >= SURE_OF_SUBJECT
        return is_on_it and not is_vague and is_question(part.text)


def _with_models(parts: Sequence[Part]) -> list[Part]:
    """Fill in the models: 'what is KPO, and is it expensive?' asks on KPO twice."""
    named: tuple[str, ...] = ()
    later = next((each.models for each in parts if each.models), ())
    filled = []
    for each in parts:
        # 'The costs and the risks of KPO' names it at the end for both.
        named = each.models or named or (() if each.topic == OUT_OF_SCOPE else later)
        filled.append(replace(each, models=named))
    return filled


def _merged(parts: Sequence[Part]) -> list[Part]:
    """Make one question of those on the same thing: 'when to use BPO, when to use KPO'."""
    merged: dict[tuple[str, str | None, str | None], Part] = {}
    for each in parts:
        before = merged.get(each.asked, each)
        models = tuple(sorted({*before.models, *each.models}))
        merged[each.asked] = replace(before, models=models)
    return list(merged.values())


def _says_something(text: str) -> bool:
    """Whether a text has words beside the models' names; 'bpo vs kpo' asks nothing by itself."""
    return bool(set(_WORD.findall(text)) - _NAMES)
