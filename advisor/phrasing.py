"""From what a user types to one of a question's answers, or to none.

A wrong answer counted in silence is worse than asking again, so every doubt ends in a guess to be
confirmed, or in nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from advisor.amounts import monthly_amount
from content.criteria import NOT_SURE, Criteria, Option, Question

Certainty = Literal["exact", "clear", "guess"]
Similarity = Callable[[str, Sequence[str]], Sequence[float]]
"""How alike a text is to each of several others, from -1 to 1."""

SIMILAR = 0.6
"""The least likeness, between sentence embeddings, that makes a guess."""

APART = 0.08
"""How much more alike the best answer must be than the next."""


@dataclass(frozen=True)
class Interpretation:
    """What a text was taken to mean.

    `value` is None where no answer was recognized. A `guess` must be confirmed by the user.
    `matched` is the phrase of the criteria that the text was matched with.
    """

    value: str | None
    certainty: Certainty | None = None
    matched: str | None = None


NOTHING = Interpretation(None)


@dataclass(frozen=True)
class _Match:
    value: str
    phrase: str
    start: int
    end: int
    is_suggestive: bool

    def covers(self, other: _Match) -> bool:
        """Whether the other match lies within this longer one."""
        longer = self.end - self.start > other.end - other.start
        return longer and self.start <= other.start and other.end <= self.end


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CONTRACTIONS = (
    (r"\bcan'?t\b|\bcannot\b", "can not"),
    (r"\bwon'?t\b", "will not"),
    (r"\b(is|are|was|were|do|does|did|would|could|should|has|have|had)n'?t\b", r"\1 not"),
    (r"\b(it|that|there|what|who|he|she)'s\b", r"\1 is"),
    (r"\bi'?m\b", "i am"),
    (r"\b(we|they|you)'re\b", r"\1 are"),
    (r"\b(i|we|they|you)'ve\b", r"\1 have"),
    (r"\b(i|we|they|you|it)'d\b", r"\1 would"),
)
_NEGATIONS = _words("not no never without nothing none nobody neither nor hardly barely scarcely")
_HEDGES = _words(
    """
    mostly usually generally maybe perhaps probably possibly often sometimes somewhat sort
    kind roughly about guess might think fairly quite pretty almost nearly mainly partly but
    except unless although though however depends if or used
    """
)
_YES = _words("yes yep yeah yup")
_NO = _words("no nope nah")
_FILLERS = _words(
    """
    well oh um uh hmm so just really very i would say it is it's its that there a an the we
    you they them our us for to of in on at as and be are was do does have has honestly
    actually please this ok okay here only even all quite say think guess
    """
)
_BARE = _YES | _NO | _words("some parts part none")
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_CARDINALS = {"one": 1, "two": 2, "three": 3, "four": 4}


def interpret(
    criteria: Criteria, question: Question, text: str, similarity: Similarity | None = None
) -> Interpretation:
    """The answer to a question that a free text gives.

    Tried in turn: an option's title, value or number; the phrases of the criteria, minding
    negations; amounts; and the likeness of sentences, which only ever gives a guess.
    """
    words = normalize(text)
    if not words:
        return NOTHING
    exact = _exact(criteria, question, words)
    if exact is not None:
        return exact
    if "?" in text:
        return NOTHING
    unsure = _not_sure(criteria, words)
    if unsure is not None:
        return unsure
    stripped, opening = _opening(text)
    found = _phrases(question, stripped, opening)
    if found is not None:
        return found
    amount = _amount(question, text)
    if amount is not None:
        return amount
    if similarity is None:
        return NOTHING
    return _similar(criteria, question, text, similarity)


@lru_cache(maxsize=4096)
def normalize(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, with contractions written out."""
    plain = text.lower().replace("’", "'").replace("_", " ")
    for pattern, full in _CONTRACTIONS:
        plain = re.sub(pattern, full, plain)
    return tuple(re.findall(r"[a-z0-9]+(?:'[a-z]+)?", plain))


def _exact(criteria: Criteria, question: Question, words: tuple[str, ...]) -> Interpretation | None:
    for option in question.options:
        for name in (option.title, option.value):
            if words == normalize(name):
                return Interpretation(option.value, "exact", name)
    for name in (criteria.not_sure.title, NOT_SURE):
        if words == normalize(name):
            return Interpretation(NOT_SURE, "exact", name)
    number = _option_number(words, len(question.options))
    if number is not None:
        option = question.options[number - 1]
        return Interpretation(option.value, "exact", option.title)
    return None


def _option_number(words: tuple[str, ...], count: int) -> int | None:
    core = [word for word in words if word not in {"the", "option", "number", "answer", "please"}]
    if core and len(core) == 2 and core[1] == "one":
        core = core[:1]
    if len(core) != 1:
        return None
    word = core[0]
    named = len(words) > 1
    number = _ORDINALS.get(word) or (_CARDINALS.get(word) if named else None)
    if word == "last":
        number = count
    if word.isdigit():
        number = int(word)
    return number if number is not None and 1 <= number <= count else None


def _not_sure(criteria: Criteria, words: tuple[str, ...]) -> Interpretation | None:
    for phrase in sorted(criteria.not_sure.phrasings, key=len, reverse=True):
        wanted = normalize(phrase)
        for start in _places(words, wanted):
            if start and words[start - 1] in _NEGATIONS:
                continue
            rest = words[:start] + words[start + len(wanted) :]
            left = [word for word in rest if word not in _FILLERS and word not in _NO]
            if not left:
                return Interpretation(NOT_SURE, "clear", phrase)
            # A single common word such as 'pass' says little within a sentence.
            if len(wanted) > 1:
                return Interpretation(NOT_SURE, "guess", phrase)
    return None


def _opening(text: str) -> tuple[tuple[str, ...], str | None]:
    """The words without an opening 'yes,' or 'no,', and which of the two it was."""
    head, comma, rest = re.sub(r"[.;:!–—-]+\s", ", ", text.strip()).partition(",")
    first = normalize(head)
    if comma and len(first) == 1 and normalize(rest):
        if first[0] in _YES:
            return normalize(rest), "yes"
        if first[0] in _NO:
            return normalize(rest), "no"
        if first[0] in _FILLERS:
            return normalize(rest), None
    return normalize(text), None


def _phrases(
    question: Question, words: tuple[str, ...], opening: str | None
) -> Interpretation | None:
    matches = list(_matches(question, words))
    matches = [each for each in matches if not any(other.covers(each) for other in matches)]
    opened = None if opening is None else _bare(question, opening)
    values = {each.value for each in matches}
    if not matches:
        if opened is None:
            return None
        if _HEDGES & set(words):
            return NOTHING
        return Interpretation(opened.value, "guess", opening)
    if len(values) > 1:
        return NOTHING
    value = values.pop()
    best = max(matches, key=lambda each: (not each.is_suggestive, each.end - each.start))
    if _is_negated(words, best):
        return NOTHING
    if opened is not None and opened.value != value:
        # 'Yes, partly' narrows the yes down; 'no, always' contradicts itself.
        if question.option(value).parts and not opened.parts:
            return Interpretation(value, "guess", best.phrase)
        return NOTHING
    whole = best.start == 0 and best.end == len(words)
    if best.is_suggestive:
        return Interpretation(value, "guess", best.phrase)
    if whole:
        return Interpretation(value, "clear", best.phrase)
    return Interpretation(value, _certainty_within(words, best), best.phrase)


def _matches(question: Question, words: tuple[str, ...]) -> Iterator[_Match]:
    content = tuple(word for word in words if word not in _FILLERS)
    for option in question.options:
        groups = ((option.phrasings, False), ((option.title, option.statement), False))
        for phrases, is_suggestive in (*groups, (option.suggestive, True)):
            for phrase in phrases:
                wanted = normalize(phrase)
                if wanted in (words, content):
                    yield _Match(option.value, phrase, 0, len(words), is_suggestive)
                elif not set(wanted) <= _BARE | _FILLERS:
                    for start in _places(words, wanted):
                        end = start + len(wanted)
                        yield _Match(option.value, phrase, start, end, is_suggestive)


def _places(words: tuple[str, ...], wanted: tuple[str, ...]) -> Iterator[int]:
    for start in range(len(words) - len(wanted) + 1):
        if words[start : start + len(wanted)] == wanted:
            yield start


def _bare(question: Question, word: str) -> Option | None:
    """The option that a bare 'yes' or 'no' means."""
    for option in question.options:
        if word in (*option.phrasings, *option.suggestive):
            return option
    return None


def _is_negated(words: tuple[str, ...], match: _Match) -> bool:
    """Whether a negation outside the match may turn it round."""
    outside = words[: match.start] + words[match.end :]
    return any(word in _NEGATIONS for word in outside)


def _certainty_within(words: tuple[str, ...], match: _Match) -> Certainty:
    outside = words[: match.start] + words[match.end :]
    if any(word in _HEDGES for word in outside):
        return "guess"
    left = [word for word in outside if word not in _FILLERS]
    length = match.end - match.start
    # One word among others says little: 'never' means the reverse in 'never easy'.
    return "clear" if not left or 1 < length >= len(left) else "guess"


def _amount(question: Question, text: str) -> Interpretation | None:
    """An amount with its period, such as '3000 invoices a month', read as an option."""
    bounds = question.amounts
    found = monthly_amount(text)
    if bounds is None or found is None or _NEGATIONS & set(normalize(text)):
        return None
    monthly, phrase = found
    if monthly >= bounds.high_from:
        is_clear = monthly >= bounds.high_from * bounds.clear_factor
        return Interpretation(bounds.high, "clear" if is_clear else "guess", phrase)
    if monthly < bounds.low_below:
        is_clear = monthly * bounds.clear_factor <= bounds.low_below
        return Interpretation(bounds.low, "clear" if is_clear else "guess", phrase)
    return Interpretation(bounds.medium, "guess", phrase)


def _similar(
    criteria: Criteria, question: Question, text: str, similarity: Similarity
) -> Interpretation:
    """The answer whose phrases are most like the text, if no other comes near."""
    phrases = [
        (option.value, phrase)
        for option in question.options
        for phrase in (option.title, option.statement, *option.phrasings, *option.suggestive)
    ]
    phrases += [(NOT_SURE, phrase) for phrase in criteria.not_sure.phrasings]
    likeness = similarity(text, [phrase for _, phrase in phrases])
    best: dict[str, tuple[float, str]] = {}
    for (value, phrase), alike in zip(phrases, likeness, strict=True):
        if value not in best or alike > best[value][0]:
            best[value] = (float(alike), phrase)
    ranked = sorted(best, key=lambda value: best[value][0], reverse=True)
    alike, phrase = best[ranked[0]]
    if alike < SIMILAR or alike - best[ranked[1]][0] < APART:
        return NOTHING
    # Embeddings hardly tell 'is needed' from 'is not needed'.
    if bool(_NEGATIONS & set(normalize(text))) != bool(_NEGATIONS & set(normalize(phrase))):
        return NOTHING
    return Interpretation(ranked[0], "guess", phrase)
