"""How near a text comes to each answer of a question, by the likeness of sentences."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from advisor.words import FILLERS, HEDGES, NEGATIONS, is_negated, normalize
from content.criteria import NOT_SURE, Criteria, Question

Similarity = Callable[[str, Sequence[str]], Sequence[float]]
"""How alike a text is to each of several others, from -1 to 1."""

NEIGHBORS = 5
"""How many of an answer's phrases count: its nearest."""

SHARPNESS = 20.0
"""How much more the nearest of them counts than the others."""

OTHER_POLARITY = 0.1
"""What a phrase loses if it is negated and the text is not, or the other way round: embeddings
hardly tell 'is needed' from 'is not needed'."""


@dataclass(frozen=True)
class Near:
    """How near an answer is, and its phrase that is nearest."""

    value: str
    likeness: float
    phrase: str


def nearest(
    criteria: Criteria, question: Question, text: str, similarity: Similarity
) -> tuple[Near, ...]:
    """The question's answers, 'not sure' among them, the nearest to the text first."""
    phrases = _phrases(criteria, question)
    texts = phrases_of(criteria, question)
    negated = is_negated(normalize(text))
    alike: dict[str, list[tuple[float, str]]] = {}
    for (value, phrase, is_other), likeness in zip(phrases, similarity(text, texts), strict=True):
        loss = OTHER_POLARITY if is_other != negated else 0.0
        alike.setdefault(value, []).append((likeness - loss, phrase))
    found = []
    for value, each in alike.items():
        best = sorted(each, reverse=True)[:NEIGHBORS]
        found.append(Near(value, _soft_maximum([likeness for likeness, _ in best]), best[0][1]))
    return tuple(sorted(found, key=lambda near: near.likeness, reverse=True))


@lru_cache(maxsize=64)
def phrases_of(criteria: Criteria, question: Question) -> tuple[str, ...]:
    """The phrases of all the question's answers, with which a text is compared."""
    return tuple(phrase for _, phrase, _ in _phrases(criteria, question))


@lru_cache(maxsize=64)
def _phrases(criteria: Criteria, question: Question) -> tuple[tuple[str, str, bool], ...]:
    """Each phrase with its value before it, and after it whether it is negated."""
    listed = [
        (option.value, phrase)
        for option in question.options
        for phrase in (
            option.title,
            option.statement,
            *option.phrasings,
            *option.suggestive,
            *option.examples,
        )
    ]
    unsure = (*criteria.not_sure.phrasings, *criteria.not_sure.examples)
    listed += [(NOT_SURE, phrase) for phrase in unsure]
    return tuple((value, phrase, is_negated(normalize(phrase))) for value, phrase in listed)


LONG = 6
"""How many letters a word of an answer must have to be told in a mistyped word."""

SLIPS = 2
"""How many slips a mistyped word may have: a letter left out, added, changed, or two swapped."""


def mended(criteria: Criteria, question: Question, words: tuple[str, ...]) -> tuple[str, ...]:
    """The words with those mistyped that can only be one long word of the question's answers."""
    known, wanted = _vocabulary(criteria, question)
    return tuple(word if word in known else _meant(word, wanted) for word in words)


def _meant(word: str, wanted: frozenset[str]) -> str:
    if len(word) < LONG - 1:
        return word
    near = {
        each: OSA.distance(word, each, score_cutoff=SLIPS) for each in wanted if each[0] == word[0]
    }
    least = min(near.values(), default=SLIPS + 1)
    found = [each for each, slips in near.items() if slips == least]
    return found[0] if least <= SLIPS and len(found) == 1 else word


@lru_cache(maxsize=64)
def _vocabulary(criteria: Criteria, question: Question) -> tuple[frozenset[str], frozenset[str]]:
    """The words of all answers, and the long ones of what this question's answers are called."""
    every = (text for each in criteria.questions for text in phrases_of(criteria, each))
    known = frozenset(word for text in every for word in normalize(text))
    names = (text for o in question.options for text in (o.title, *o.phrasings, *o.suggestive))
    wanted = frozenset(word for text in names for word in normalize(text) if len(word) >= LONG)
    return known | FILLERS | NEGATIONS | HEDGES, wanted


def _soft_maximum(values: Sequence[float]) -> float:
    """A mean in which the largest value counts by far the most."""
    mean = sum(math.exp(SHARPNESS * value) for value in values) / len(values)
    return math.log(mean) / SHARPNESS
