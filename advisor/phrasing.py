"""From what a user types to one of a question's answers, or to none.

A wrong answer counted in silence is worse than asking again, so every doubt ends in a guess to be
confirmed, or in nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from advisor.amounts import (
    monthly_amounts,
    names_money,
    people_at_work,
    says_former_amount,
    share,
)
from advisor.asides import without_asides
from advisor.likeness import Near, Similarity, mended, nearest
from advisor.mentions import disputes, mentions
from advisor.stance import Side, Stance, is_mixed, is_partial, stance
from advisor.words import (
    FILLERS,
    HEDGES,
    NEGATIONS,
    asks,
    clauses,
    is_negated,
    normalize,
    places,
    words_of,
)
from content.criteria import NOT_SURE, Criteria, Option, Question

Certainty = Literal["exact", "clear", "guess"]

SIMILAR = 0.35
"""The least likeness that makes a guess.

Chosen with `likeness.OTHER_POLARITY` on tests/unit/data/phrasings.yml, counting a right guess for
one and a wrong one or one made of no answer against it. Chosen on nine questions and tried on the
tenth, for each in turn: 563 of 589 right, 13 wrong guesses, 5 of 73 texts that are no answer
guessed at; the bar chosen was the same each time.
"""

APART = 0.01
"""How much nearer the nearest answer must be than the next; next to nothing, for a guess is asked
back anyway. Without it ties would be broken by the order of the options."""

FEW = 0.05
"""The largest share that means 'rarely' or 'no'."""

MOST = 0.8
"""The smallest share that means 'nearly always' or 'yes'."""

_LOW_WORDS: Mapping[str, frozenset[str]] = {
    "judgement": words_of(
        "routine easy simple standard straightforward trivial mechanical obvious automatic"
        " automated boring none"
    ),
    "expertise": words_of("easy simple anyone anybody unskilled basic routine"),
    "standardised": words_of("different differ differs unique improvised undocumented"),
    "measurable": words_of("subjective taste unmeasurable"),
    "sensitivity": words_of("public harmless open anonymous anonymised anonymized published"),
}
"""Words after a share that make it the share of the other answer: '99% are routine'."""

FAR = 0.2
"""How much nearer another answer outweighs an opening such as 'some of the files'."""

CONTRADICTS = 0.1
"""How much nearer an answer of the other side makes 'yes, …' contradict itself."""


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


_BARE = words_of("yes yep yeah yup no nope nah some parts part none")
_BETWEEN_PARTS = re.compile(r"(?<!\d),|,(?!\d)|[;:.!\n–—]|\b(?:and|but|because|so|while)\b")
_EXCEPTIONS = words_of("but except unless although though however depends")
_RESERVATIONS = _EXCEPTIONS | words_of("mostly only")
_ADDITIONS = words_of("plus besides except excepting but aside apart beyond")
_EXCLUSIVE = words_of("only all no none nothing")
"""Words that open a phrase which nothing may be added to: 'only public data plus …'."""

_ALL_BUT = re.compile(r"\b(?:(?:anything|everything|all) (?:but|except)|far from|other than)\b")
_DRAWN_OUT = re.compile(r"\b(?:(?P<yes>y+e+s{2,}|y+e{2,}s+|y{2,}e+s+)|n+o{2,}|n{2,}o+)\b", re.I)
"""'Yess' and 'nooo'."""

_TURNS = re.compile(rf"{_ALL_BUT.pattern}|\b(?:" + "|".join(NEGATIONS) + r")\b")
_SHORT = 7
"""How many words a text may have whose denial is of all that it says."""

_NOT_BUT = re.compile(r"^(?:it is )?not (?:\w+ ){1,4}but (?P<instead>.+)$")
_FEW_WORDS = 4
_DENIES_ITSELF = re.compile(r"^impossible")
_NOT_OF_ALL = re.compile(
    r"\bnothing (?:else|but)\b|\bno two\b|\w (?:we|i|they) (?:can|could|do|did|will) not\b"
)
"""Denials that belong to a part: 'they do nothing else', 'talent we cannot hire'."""

_DOUBLE_NEGATIVE = re.compile(
    r"(?:\b(?:not|no|never|nothing|cannot|cant|dont|isnt|arent)|n['’]t)\s(?:(?:\w+\s){0,3}without|(?:\w+\s)?"
    r"(?:un(?!it|iq|ion|der|til)\w{3,}|imp\w{4,}|rare(?:ly)?|never|nothing))\b",
    re.I,
)
"""What denies a denial, which likeness cannot tell from the denial."""

_FOR_ANOTHER = re.compile(
    r"\b(?:comes?|buys?|choose|pick|hire|love|like)\b.*\b(?:for|because of)"
    r" (?:our|the) (?!work\b)\w",
    re.I,
)
"""'They come for our prices' names another reason than this work, or this work by its name."""

_ALL = (("everything",), ("all", "of", "it"))
_SPEAKERS = words_of("i we you they it that this")
_AFFIRMED = words_of("can could do does did is are was were have has will would should")
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_CARDINALS = {"one": 1, "two": 2, "three": 3, "four": 4}
_SELF = words_of("i we me really still not yet sorry but maybe or")
"""Words that may stand before a 'no idea' of the speaker's own."""


def interpret(
    criteria: Criteria, question: Question, text: str, similarity: Similarity | None = None
) -> Interpretation:
    """The answer to a question that a free text gives.

    Fillers such as 'to be honest' change nothing, and a hedge such as 'I guess' makes a guess of
    what is said beside it. Tried in turn: an option's title, value or number; the phrases of the
    criteria, minding negations; a stance such as 'of course not' and what is said after it;
    amounts; and the likeness of sentences, which alone only ever gives a guess.
    """
    said = without_asides(text)
    # 'Maybe yes, maybe no' is a contrast that its hedges hold together.
    plain = text if said.is_hedged and is_mixed(text) else said.text
    found = _interpret(criteria, question, plain, similarity)
    is_shorter = normalize(plain) != normalize(text)
    if found.value is None and is_shorter and (said.is_hedged or not asks(plain)):
        found = _interpret(criteria, question, text, similarity)
    if said.is_hedged and found.certainty is not None:
        return replace(found, certainty="guess")
    if found.certainty == "exact" and is_shorter:
        return replace(found, certainty="clear")
    return found


def _interpret(
    criteria: Criteria, question: Question, text: str, similarity: Similarity | None
) -> Interpretation:
    """The answer that a text without asides gives."""
    text = _DRAWN_OUT.sub(lambda found: "yes" if found["yes"] else "no", text)
    words = normalize(text)
    if not words:
        return NOTHING
    exact = _exact(criteria, question, words)
    if exact is not None:
        return exact
    if asks(text):
        return NOTHING
    unsure = _not_sure(criteria, text)
    if unsure is not None:
        return unsure
    reading = _Reading(criteria, question, text, similarity)
    whole = reading.whole()
    if whole is not None:
        return whole
    mistyped = reading.mistyped()
    if mistyped is not None:
        return mistyped
    found = reading.found()
    if found.value is not None and reading.is_disputed():
        # 'The forms are written down, the rest is not' may mean parts, and no other answer.
        is_parts = found.value != NOT_SURE and question.option(found.value).parts
        return replace(found, certainty="guess") if is_parts else NOTHING
    return found


def interpret_all(
    criteria: Criteria, text: str, similarity: Similarity | None = None
) -> tuple[tuple[str, Interpretation], ...]:
    """The answers that a text gives, whatever was asked: 'volume is high and it's written down'.

    Each criterion stands at most once, in the order of the text. An answer hedged in the text, or
    one that the likeness of sentences speaks against, is a guess.
    """
    found = []
    for mention in mentions(criteria, text):
        certain = not mention.is_hedged
        if certain and similarity is not None:
            near = nearest(
                criteria, criteria.question(mention.criterion), mention.words, similarity
            )
            certain = near[0].value == mention.value
        interpretation = Interpretation(
            mention.value, "clear" if certain else "guess", mention.words
        )
        found.append((mention.criterion, interpretation))
    return tuple(found)


def interpret_part(
    criteria: Criteria, question: Question, text: str
) -> tuple[Interpretation, str] | None:
    """The answer that a part of a text gives for certain, and the part: 'never, and it is secret'.

    None if no part does, or if parts give different answers.
    """
    is_former = question.amounts is not None and says_former_amount(text)
    if is_former or any(each.criterion == question.id for each in disputes(criteria, text)):
        return None
    parts = [part.strip() for part in _BETWEEN_PARTS.split(text) if part.strip()]
    found = [(interpret(criteria, question, part), part) for part in parts]
    certain = [each for each in found if each[0].certainty in ("exact", "clear")]
    return certain[0] if len({each.value for each, _ in certain}) == 1 else None


def contradiction(question: Question, text: str) -> tuple[str, str] | None:
    """Two phrases of a text that are different answers to a question: 'rarely' and 'always'."""
    matches = [each for each in _matches(question, normalize(text)) if not each.is_suggestive]
    matches = [each for each in matches if not any(other.covers(each) for other in matches)]
    matches.sort(key=lambda each: each.start)
    others = [each for each in matches if each.value != matches[0].value]
    return (matches[0].phrase, others[0].phrase) if others else None


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


def _not_sure(criteria: Criteria, text: str) -> Interpretation | None:
    said = normalize(text)
    for phrase in sorted(criteria.not_sure.phrasings, key=len, reverse=True):
        wanted = normalize(phrase)
        for words in (said, *clauses(text)):
            for start in places(words, wanted):
                if words[start + len(wanted) :][:2] == ("how", "to"):
                    continue
                left = set(said) - set(wanted) - FILLERS - {"no"}
                before = words[:start]
                if not left and "not" not in before:
                    return Interpretation(NOT_SURE, "clear", phrase)
                # A single common word such as 'pass' says little within a sentence, and what
                # customers have no idea of is no doubt of the speaker's.
                if len(wanted) > 1 and set(before) <= (FILLERS - {"they", "have"}) | _SELF:
                    return Interpretation(NOT_SURE, "guess", phrase)
    return None


@dataclass(frozen=True)
class _Reading:
    """One text, read as an answer to one question."""

    criteria: Criteria
    question: Question
    text: str
    similarity: Similarity | None

    def whole(self) -> Interpretation | None:
        """The answer, where all of the text is one of its phrases."""
        words = normalize(self.text)
        for match in _matches(self.question, words):
            if match.start == 0 and match.end == len(words):
                certainty: Certainty = "guess" if match.is_suggestive else "clear"
                return Interpretation(match.value, certainty, match.phrase)
        return None

    def mistyped(self) -> Interpretation | None:
        """The answer that a few words give once their slips are mended: 'rarley'."""
        words = normalize(self.text)
        if len(words) > _FEW_WORDS:
            return None
        better = mended(self.criteria, self.question, words)
        if better == words:
            return None
        for match in _matches(self.question, better):
            if match.start == 0 and match.end == len(better):
                return Interpretation(match.value, "guess", match.phrase)
        return None

    def found(self) -> Interpretation:
        """The answer, where its phrases are not all of the text."""
        opened = None if is_mixed(self.text) else stance(self.text)
        if opened is not None:
            taken = self.after(opened)
            if taken is not None:
                return taken
        return (
            self.share()
            or self.mixed()
            or self.within()
            or self.amount()
            or self.partial()
            or self.mentioned()
            or self.alike()
        )

    def is_disputed(self) -> bool:
        """Whether the text says two different things of the question: '3000 a month, or five'."""
        return any(
            each.criterion == self.question.id for each in disputes(self.criteria, self.text)
        )

    def after(self, opened: Stance) -> Interpretation | None:
        """The answer of a stance and of what follows it; None where the stance is no answer."""
        option = _of_side(self.question, opened.side)
        phrase = opened.side
        if not opened.rest:
            if option is None:
                # 'Yes' to 'how often?' says nothing, and 'yes and no' is no amount.
                return None if opened.is_soft else NOTHING
            certain = not opened.is_soft and phrase in option.phrasings
            return Interpretation(option.value, "clear" if certain else "guess", phrase)
        if _denies_itself(opened):
            return NOTHING
        said = _agreed(self.question, opened.rest)
        if said is _CONTRADICTION:
            return NOTHING
        if said is not None and not is_negated(said.outside):
            return self._narrowed(opened, option, said)
        near = self._nearest()
        if option is None:
            against = _of_side(self.question, "no" if opened.side == "yes" else "yes")
            return self._guess(near, {NOT_SURE} | ({against.value} if against else set()))
        return self._explained(opened, option, near)

    def within(self) -> Interpretation | None:
        """The answer that a phrase within the text gives; None if it has none or a negated one."""
        words = normalize(self.text)
        said = _agreed(self.question, words)
        if said is None:
            return None
        if said is _CONTRADICTION:
            return self._instead(words)
        if said.is_added_to:
            return NOTHING
        if said.is_of_other_things and self.similarity is not None:
            return None
        if _ALL_BUT.search(" ".join(words)) or is_negated(said.outside):
            return NOTHING if self.similarity is None else None
        return Interpretation(said.match.value, said.certainty, said.match.phrase)

    def _instead(self, words: tuple[str, ...]) -> Interpretation | None:
        """What 'not cost but capacity' says in the end; other contradictions say nothing."""
        found = _NOT_BUT.search(" ".join(words))
        if found is None:
            return NOTHING if self.similarity is None else None
        said = _agreed(self.question, normalize(found["instead"]))
        if said is None or said is _CONTRADICTION:
            return NOTHING
        return Interpretation(said.match.value, "guess", said.match.phrase)

    def amount(self) -> Interpretation | None:
        """The answer that an amount gives, such as '3000 invoices a month'."""
        bounds = self.question.amounts
        if bounds is None or is_negated(normalize(self.text)):
            return None
        found = [
            (bounds.value(monthly), bounds.is_clear(monthly), self.text[start:end])
            for monthly, start, end in monthly_amounts(self.text)
        ]
        if len({value for value, _, _ in found}) > 1:
            return NOTHING
        is_former = says_former_amount(self.text)
        if not found:
            if is_former:
                return NOTHING
            people = people_at_work(self.text)
            if people is None:
                return None
            return Interpretation(bounds.of_people(people[0]), "guess", people[1])
        value, _, phrase = found[0]
        is_clear = not is_former and all(clear for _, clear, _ in found)
        return Interpretation(value, "clear" if is_clear else "guess", phrase)

    def share(self) -> Interpretation | None:
        """The answer that a share gives where parts can be meant: 'in 90% of cases'."""
        middle = next((option for option in self.question.options if option.parts), None)
        low = _of_side(self.question, "no")
        found = share(self.text)
        if middle is None or low is None or found is None or is_negated(normalize(self.text)):
            return None
        part, phrase = found
        after = normalize(self.text.lower().partition(phrase)[2])
        if not _LOW_WORDS.get(self.question.id, frozenset()).isdisjoint(after):
            part = 1 - part
        high = next(each for each in self.question.options if each not in (middle, low))
        option = low if part <= FEW else high if part >= MOST else middle
        return Interpretation(option.value, "guess", phrase)

    def mixed(self) -> Interpretation | None:
        """The answer in between, of a text that says yes of one part and no of another."""
        middle = _of_side(self.question, "partly")
        if middle is None or not is_mixed(self.text):
            return None
        return Interpretation(middle.value, "guess", self.text.strip())

    def partial(self) -> Interpretation | None:
        """The answer in between, of a text about a part, unless it is far more like another."""
        middle = _of_side(self.question, "partly")
        if middle is None or not is_partial(self.text):
            return None
        near = self._nearest()
        if near and _is_against(near, {middle.value}, FAR):
            return None
        return Interpretation(middle.value, "guess", self.text.strip())

    def mentioned(self) -> Interpretation | None:
        """The answer that a few words give of themselves, whatever was asked."""
        words = normalize(self.text)
        if len(words) > _FEW_WORDS or not HEDGES.isdisjoint(words):
            return None
        for mention in mentions(self.criteria, self.text):
            if mention.criterion == self.question.id:
                return Interpretation(mention.value, "guess", mention.words)
        return None

    def alike(self) -> Interpretation:
        """The answer whose phrases are most like the text, if no other comes near."""
        if set(normalize(self.text)) <= FILLERS or _names_money(self.question, self.text):
            return NOTHING
        is_for_other = self.question.id == "core" and _FOR_ANOTHER.search(self.text) is not None
        if is_for_other and not is_negated(normalize(self.text)):
            return NOTHING
        return self._guess(self._nearest(), set())

    def _nearest(self) -> tuple[Near, ...]:
        if self.similarity is None:
            return ()
        return nearest(self.criteria, self.question, self.text, self.similarity)

    def _guess(self, near: tuple[Near, ...], excluded: set[str]) -> Interpretation:
        left = [each for each in near if each.value not in excluded]
        if not left or not _stands_out(left) or self._is_turned(left[0]):
            return NOTHING
        return Interpretation(left[0].value, "guess", left[0].phrase)

    def _is_turned(self, near: Near) -> bool:
        """Whether the text denies the very thing that it is like: 'not hard to measure'."""
        if self.similarity is None or near.value == NOT_SURE:
            return False
        if _DOUBLE_NEGATIVE.search(self.text):
            return _DOUBLE_NEGATIVE.search(near.phrase) is None
        plain = _without_turns(self.text)
        is_short = len(clauses(self.text)) == 1 and len(normalize(self.text)) <= _SHORT
        if plain == self.text or not normalize(plain) or not is_short:
            return False
        said = (each for each in mentions(self.criteria, plain) if each.value == near.value)
        if any(each.criterion == self.question.id for each in said):
            return True
        phrase = near.phrase.removeprefix("No, ")
        if _DENIES_ITSELF.search(phrase) or is_negated(normalize(phrase)):
            return False
        positive = nearest(self.criteria, self.question, plain, self.similarity)
        return positive[0].value == near.value

    def _narrowed(self, opened: Stance, option: Option | None, said: _Said) -> Interpretation:
        """'Yes, partly' narrows the yes down; 'no, always' contradicts itself."""
        value = said.match.value
        if option is None or option.value == value:
            certainty = said.certainty if option is None else "guess" if opened.is_soft else "clear"
            return Interpretation(value, certainty, said.match.phrase)
        middle = _of_side(self.question, "partly")
        if middle is not None and value == middle.value:
            return Interpretation(value, "guess", said.match.phrase)
        if opened.side == "partly":
            return Interpretation(option.value, "guess", opened.side)
        return NOTHING

    def _explained(self, opened: Stance, option: Option, near: tuple[Near, ...]) -> Interpretation:
        """The stance's own answer, unless what follows it speaks for another."""
        middle = _of_side(self.question, "partly")
        reserved = not _RESERVATIONS.isdisjoint(opened.rest)
        sides = {option.value} | ({middle.value} if middle else set())
        if near and _stands_out(near):
            first = near[0]
            if first.value == option.value and _affirms(opened) and _is_other(opened, first):
                return NOTHING
            if first.value == option.value and not opened.is_soft and not reserved:
                certain = opened.side in option.phrasings
                return Interpretation(option.value, "clear" if certain else "guess", first.phrase)
            if first.value not in sides and opened.side != "partly" and _is_against(near, sides):
                return NOTHING
            if (
                middle is not None
                and first.value == middle.value
                and (reserved or _is_against(near, {option.value}))
            ):
                return Interpretation(middle.value, "guess", first.phrase)
        elif middle is not None and not _EXCEPTIONS.isdisjoint(opened.rest):
            return Interpretation(middle.value, "guess", opened.side)
        return Interpretation(option.value, "guess", opened.side)


@dataclass(frozen=True)
class _Said:
    """A phrase within a text, and the words around it."""

    match: _Match
    outside: tuple[str, ...]

    @property
    def is_of_other_things(self) -> bool:
        """Whether 'everything' or the like is the subject of more that is said."""
        return normalize(self.match.phrase) in _ALL and not set(self.outside) <= FILLERS

    @property
    def is_added_to(self) -> bool:
        """Whether more is said beside a phrase that shuts out more."""
        opens = normalize(self.match.phrase)[:1]
        return _EXCLUSIVE.issuperset(opens) and not _ADDITIONS.isdisjoint(self.outside)

    @property
    def certainty(self) -> Certainty:
        """Clear where the phrase is most of what is said, and nothing hedges it."""
        if self.match.is_suggestive or any(word in HEDGES for word in self.outside):
            return "guess"
        left = [word for word in self.outside if word not in FILLERS]
        length = self.match.end - self.match.start
        # One word among others says little: 'never' means the reverse in 'never easy'.
        return "clear" if not left or 1 < length >= len(left) else "guess"


_CONTRADICTION = _Said(_Match("", "", 0, 0, True), ())


def _agreed(question: Question, words: tuple[str, ...]) -> _Said | None:
    """The phrase that speaks for the only answer the words have phrases of."""
    matches = list(_matches(question, words))
    matches = [each for each in matches if not any(other.covers(each) for other in matches)]
    if not matches:
        return None
    if len({each.value for each in matches}) > 1:
        return _CONTRADICTION
    best = max(matches, key=lambda each: (not each.is_suggestive, each.end - each.start))
    return _Said(best, words[: best.start] + words[best.end :])


def _matches(question: Question, words: tuple[str, ...]) -> Iterator[_Match]:
    content = tuple(word for word in words if word not in FILLERS)
    for option in question.options:
        groups = ((option.phrasings, False), ((option.title, option.statement), False))
        for phrases, is_suggestive in (*groups, (option.suggestive, True)):
            for phrase in phrases:
                wanted = normalize(phrase)
                if wanted in (words, content):
                    yield _Match(option.value, phrase, 0, len(words), is_suggestive)
                elif not set(wanted) <= _BARE | FILLERS:
                    for start in places(words, wanted):
                        end = start + len(wanted)
                        yield _Match(option.value, phrase, start, end, is_suggestive)


def _without_turns(text: str) -> str:
    """A text without the words that deny: 'anything but cost' is left as 'cost'."""
    words = " ".join(normalize(text))
    turned = _TURNS.sub(" ", words)
    return text if turned == words or _NOT_OF_ALL.search(words) else " ".join(turned.split())


def _affirms(opened: Stance) -> bool:
    """Whether 'we can' or the like follows the stance."""
    rest = opened.rest
    is_said = rest[:1] and rest[0] in _SPEAKERS and rest[1:2] and rest[1] in _AFFIRMED
    return bool(is_said) and not is_negated(rest)


def _is_other(opened: Stance, near: Near) -> bool:
    """Whether the phrase that is nearest is negated where what follows the stance is not."""
    return is_negated(normalize(near.phrase)) != is_negated(opened.rest)


def _denies_itself(opened: Stance) -> bool:
    """Whether a bare clause after the stance takes it back: 'no, we can', 'yes, we cannot'."""
    rest = opened.rest
    is_bare = rest[:1] and rest[0] in _SPEAKERS and set(rest[1:]) <= _AFFIRMED | {"not"}
    denies = "not" in rest
    return bool(is_bare) and len(rest) > 1 and denies == (opened.side == "yes")


def _of_side(question: Question, side: Side) -> Option | None:
    """The option that a bare 'yes', 'no' or 'partly' means."""
    for option in question.options:
        if side in (*option.phrasings, *option.suggestive):
            return option
    return None


def _names_money(question: Question, text: str) -> bool:
    """Whether an amount was asked for and a sum of money was named."""
    return question.amounts is not None and names_money(text)


def _stands_out(near: Sequence[Near]) -> bool:
    ahead = near[0].likeness - (near[1].likeness if len(near) > 1 else 0.0)
    return near[0].likeness >= SIMILAR and ahead >= APART


def _is_against(near: Sequence[Near], sides: set[str], by: float = CONTRADICTS) -> bool:
    """Whether another answer is nearer than any of these by so much."""
    ours = max((each.likeness for each in near if each.value in sides), default=0.0)
    return near[0].likeness - ours >= by
