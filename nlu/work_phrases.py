"""Which phrases of a parsed message could name a piece of work, and what each looks like.

Pure functions on spaCy's parse. A candidate is a noun phrase ('supplier rebates'), or a verb with
what it is done to, as a gerund: 'our boy is typing the readings' → 'typing readings'.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from advisor.reading.naming import LONGEST, is_name

MOST_WORDS = 7
"""How many words a candidate may have."""

_NOUNS = frozenset({"NOUN", "PROPN"})
_MODIFIERS = frozenset(
    {"compound", "amod", "nmod", "punct", "npadvmod", "advmod", "poss", "nummod", "det"}
)
_NO_START = frozenset({"DET", "NUM", "PRON", "ADP", "CCONJ", "SCONJ", "PART", "AUX", "INTJ"})
_MODIFIERS_KEPT = 4
_LIGHT_VERBS = frozenset(
    [
        "be",
        "do",
        "have",
        "get",
        "need",
        "want",
        "go",
        "let",
        "like",
        "give",
        "outsource",
        "offload",
        "classify",
        "keep",
        "stay",
        "assess",
    ]
)
"""Verbs that add nothing to the name of work: 'do payroll' and 'outsource payroll' are payroll."""

_SHOUTED = 0.6
"""Share of capital letters from which a message is written in capitals."""

_NEAR = 12
"""How many words back 'it' and 'them' may point."""

_LEFT, _RIGHT = 4, 4
_APART = 6
_FEW = 5


@dataclass(frozen=True)
class Phrase:
    """A candidate.

    Attributes:
        name: as it would be said.
        start: index of its first token.
        end: index after its last token.
        head: index of its main noun, or of its verb if it has none.
        verb: index of its verb, if it has one.
        kind: how it was found.
    """

    name: str
    start: int
    end: int
    head: int
    verb: int | None
    kind: str

    def crosses(self, other: Phrase) -> bool:
        """Whether two candidates share a token."""
        return self.start < other.end and other.start < self.end

    def overlaps(self, other: Phrase) -> bool:
        """Whether two candidates share a token, or a word that carries meaning."""
        return self.crosses(other) or not stems(self.name).isdisjoint(stems(other.name))


def stems(text: str) -> frozenset[str]:
    """The first letters of the words that carry meaning."""
    return frozenset(
        word[:_FEW] for word in re.findall(r"[a-z]{3,}", text.lower()) if word not in _GLUE
    )


_GLUE = frozenset({"the", "and", "for", "our", "all", "work", "doing", "with"})


def readable(text: str) -> str:
    """The text, of the same length, as the parser reads it best: without words in capitals."""
    letters = [sign for sign in text if sign.isalpha()]
    shouted = sum(sign.isupper() for sign in letters) > _SHOUTED * len(letters)
    words = r"[A-Z]+" if shouted else r"\b[A-Z]{5,}\b"
    return re.sub(words, lambda found: found[0].lower(), text)


def phrases(parsed: Any) -> list[Phrase]:
    """Return the candidates of a parsed message, without repetition, in order of their kinds."""
    found: dict[str, Phrase] = {}
    for candidate in (
        *_noun_phrases(parsed),
        *_verb_phrases(parsed),
        *_pieces(parsed),
        *_runs(parsed),
    ):
        name = candidate.name
        is_short = len(name) <= LONGEST and len(name.split()) <= MOST_WORDS
        if _is_cut(parsed, candidate) or not is_name(name):
            continue
        if is_short and _LETTERS.search(name) and not _BREAK.search(name):
            found.setdefault(name.lower(), candidate)
    return list(found.values())


def _is_cut(parsed: Any, candidate: Phrase) -> bool:
    """Whether a candidate begins within a word with a hyphen: 'end' of 'month-end'."""
    mark = parsed[candidate.start - 1] if candidate.start > 1 else None
    if mark is None or mark.text != "-" or mark.whitespace_:
        return False
    return not parsed[candidate.start - 2].whitespace_


_BREAK = re.compile(r"[,;:()!?]")
_LETTERS = re.compile(r"[^\W\d_]{2}|[a-z]&[a-z]", re.IGNORECASE)


def _noun_phrases(parsed: Any) -> Iterator[Phrase]:
    for token in parsed:
        if token.pos_ not in _NOUNS and token.tag_ not in ("VBG", "FW"):
            continue
        first = _start_of(parsed, token)
        for start in range(max(first, token.i - _MODIFIERS_KEPT), token.i + 1):
            if start > first and parsed[start].pos_ not in ("NOUN", "PROPN", "ADJ", "VERB", "X"):
                continue
            for end in _ends_of(token):
                kind = "noun" if end == token.i + 1 else "noun_more"
                yield Phrase(_words(parsed, start, end), start, end, token.i, None, kind)


def _verb_phrases(parsed: Any) -> Iterator[Phrase]:
    for verb in parsed:
        if verb.pos_ == "AUX" or (verb.pos_ != "VERB" and not verb.tag_.startswith("VB")):
            continue
        if verb.lemma_.lower() in _LIGHT_VERBS:
            continue
        particles = "".join(f" {each.lower_}" for each in verb.rights if _is_particle(each))
        gerund = gerund_of(verb) + particles
        if verb.tag_ == "VBG":
            yield Phrase(gerund, verb.i, verb.i + 1, verb.i, verb.i, "verb")
        for thing, kind, preposition in _things(verb):
            start = _start_of(parsed, thing)
            for begin, end in (*((start, end) for end in _ends_of(thing)), (thing.i, thing.i + 1)):
                name = f"{gerund}{preposition} {_words(parsed, begin, end)}"
                near = kind != "verb_pronoun" and -_APART <= verb.i - begin <= _APART
                first, last = (min(verb.i, begin), max(verb.i + 1, end)) if near else (begin, end)
                yield Phrase(name, first, last, thing.i, verb.i, kind)


def _is_particle(token: Any) -> bool:
    """Whether a word belongs to the verb before it, as 'in' does at the end of 'to be keyed in'."""
    return token.dep_ == "prt" or (token.dep_ == "prep" and not any(True for _ in token.children))


def _things(verb: Any) -> Iterator[tuple[Any, str, str]]:
    """What a verb is done to: a noun, how it was found, and the preposition before it."""
    for child in verb.rights:
        if child.pos_ in _NOUNS and child.dep_ in ("dobj", "attr", "oprd", "ccomp", "nsubj"):
            yield child, "verb_object", ""
        if child.dep_ == "prep":
            for noun in child.children:
                if noun.dep_ == "pobj" and noun.pos_ in _NOUNS:
                    yield noun, "verb_preposition", f" {child.lower_}"
        if child.dep_ == "dobj" and child.lower_ in ("it", "them", "em", "these", "those"):
            for noun in _before(verb):
                yield noun, "verb_pronoun", ""
    for child in verb.lefts:
        if child.pos_ in _NOUNS and child.dep_ in ("nsubjpass", "dobj", "nsubj"):
            yield child, "verb_subject", ""
    if verb.dep_ in ("relcl", "acl", "advcl", "xcomp") and verb.head.pos_ in _NOUNS:
        yield verb.head, "verb_relative", ""
    if verb.dep_ == "xcomp" and verb.head.pos_ in ("VERB", "AUX"):
        for child in verb.head.lefts:
            if child.pos_ in _NOUNS and child.dep_ in ("nsubjpass", "nsubj", "dobj"):
                yield child, "verb_subject", ""


def _before(verb: Any) -> Iterator[Any]:
    """The nouns that 'it' after a verb may point to."""
    for token in reversed(verb.doc[max(0, verb.i - _NEAR) : verb.i]):
        if token.pos_ in _NOUNS and token.dep_ in ("dobj", "nsubj", "nsubjpass", "ROOT", "conj"):
            yield token


def _pieces(parsed: Any) -> Iterator[Phrase]:
    """Short pieces between marks, and what follows a word in '-ing', however they were parsed."""
    for first, last in _segments(parsed):
        start = _without_opening(parsed, first, last - 1)
        yield Phrase(_words(parsed, start, last), start, last, last - 1, None, "piece")
        for begin in range(first, last):
            if parsed[begin].lower_.endswith("ing") and len(parsed[begin]) > _FEW:
                for end in range(begin + 2, min(last, begin + 6) + 1):
                    if parsed[end - 1].pos_ in ("NOUN", "PROPN", "X", "ADJ", "VERB", "ADV"):
                        yield Phrase(_words(parsed, begin, end), begin, end, end - 1, begin, "run")


def _runs(parsed: Any) -> Iterator[Phrase]:
    """Words in a row that carry meaning, and their beginnings, however they were parsed."""
    start = 0
    for end in range(len(parsed) + 1):
        if end < len(parsed) and not _is_border(parsed[end]):
            continue
        for last in range(start + 1, min(end, start + _FEW) + 1):
            yield Phrase(_words(parsed, start, last), start, last, last - 1, None, "row")
        start = end + 1


def _is_border(token: Any) -> bool:
    is_mark = token.is_punct and token.text not in "-'/&"
    return bool(token.is_stop or token.is_space or is_mark or token.lower_ in ("bpo", "kpo"))


def _segments(parsed: Any) -> Iterator[tuple[int, int]]:
    start = 0
    for token in parsed:
        is_dash = token.text in "-–—" and (token.i == 0 or bool(parsed[token.i - 1].whitespace_))
        if token.is_space or is_dash or (token.is_punct and token.text not in "-'/&"):
            if start < token.i:
                yield start, token.i
            start = token.i + 1
    if start < len(parsed):
        yield start, len(parsed)


def _start_of(parsed: Any, noun: Any) -> int:
    """Index of the first token of a noun's phrase, without articles and amounts."""
    start: int = noun.i
    for token in reversed(list(noun.lefts)):
        if token.right_edge.i != start - 1 or token.dep_ not in _MODIFIERS:
            break
        start = token.left_edge.i
    return _without_opening(parsed, start, noun.i)


def _without_opening(parsed: Any, start: int, last: int) -> int:
    while start < last and (
        parsed[start].is_punct
        or parsed[start].is_space
        or parsed[start].pos_ in _NO_START
        or parsed[start].tag_ in ("PRP$", "WDT", "WP$")
    ):
        start += 1
    return start


def _ends_of(noun: Any) -> list[int]:
    """Where a phrase of a noun may end: after it, its complements, or what is joined to it."""
    ends = [noun.i + 1]
    for token in noun.rights:
        if token.dep_ == "prep" and token.i == ends[-1]:
            for child in token.children:
                if child.dep_ in ("pobj", "pcomp"):
                    ends.append(child.i + 1)
                    deeper = [each for each in child.rights if each.dep_ == "prep"]
                    ends += [
                        last.i + 1
                        for each in deeper
                        for last in each.children
                        if last.dep_ == "pobj"
                    ]
        elif token.dep_ == "conj" and token.pos_ in _NOUNS and token.i - noun.i <= _MODIFIERS_KEPT:
            ends.append(token.i + 1)
    return ends


def _words(parsed: Any, start: int, end: int) -> str:
    return re.sub(r"^[\W_]+|[\W_]+$", "", " ".join(parsed[start:end].text.split()))


def gerund_of(verb: Any) -> str:
    """The '-ing' form of a verb: 'typed' → 'typing'."""
    word = verb.lower_ if verb.tag_ in ("VB", "VBP", "VBG") else verb.lemma_.lower()
    if word.endswith("ing"):
        return str(word)
    if word.endswith("ie"):
        return f"{word[:-2]}ying"
    if word.endswith("e") and not word.endswith(("ee", "oe", "ye")):
        return f"{word[:-1]}ing"
    if re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", word):
        return f"{word}{word[-1]}ing"
    return f"{word}ing"


def are_listed(parsed: Any, one: Phrase, other: Phrase) -> bool:
    """Whether two candidates are members of one enumeration: only what links stands between."""
    first, second = sorted((one, other), key=lambda each: each.start)
    between = parsed[first.end : second.start]
    return len(between) > 0 and all(
        token.pos_ in _LINKS or token.lower_ in _NUMBERS for token in between
    )


_LINKS = frozenset({"CCONJ", "PUNCT", "DET", "PRON", "SYM", "NUM", "SPACE"})
_NUMBERS = frozenset({"i", "ii", "iii", "iv", "v", "a", "b", "c", "d", "also"})


def features(parsed: Any, candidates: Sequence[Phrase]) -> list[dict[str, float]]:
    """Return what each candidate looks like in its sentence, by name: what stands around it."""
    starts = [token.i for token in parsed if token.is_sent_start]
    counts = Counter(token.lower_ for token in parsed)
    found = []
    for phrase in candidates:
        named = {f"{name}={value}": 1.0 for name, value in _looks(parsed, phrase)}
        sentence = sum(each <= phrase.start for each in starts)
        named[f"sentence={min(sentence, _FEW)}"] = 1.0
        named[f"last_sentence={sentence == len(starts)}"] = 1.0
        named[f"again={min(counts[parsed[phrase.head].lower_], 3)}"] = 1.0
        named["offset"] = min(phrase.start, 60) / 20
        found.append(named)
    return found


def _looks(parsed: Any, phrase: Phrase) -> Iterator[tuple[str, object]]:
    yield from _shape(parsed, phrase)
    yield from _place(parsed, phrase)
    yield from _surroundings(parsed, phrase)
    yield from _clause(parsed, phrase)


def _shape(parsed: Any, phrase: Phrase) -> Iterator[tuple[str, object]]:
    head, inside = parsed[phrase.head], parsed[phrase.start : phrase.end]
    size = min(len(phrase.name.split()), _FEW + 1)
    yield "kind", phrase.kind
    yield "tag", head.tag_
    yield "role", head.dep_
    yield "kind_role", (phrase.kind, head.dep_)
    yield "size", size
    yield "kind_size", (phrase.kind, size)
    yield "gerund", head.lower_.endswith("ing")
    yield "number", any(token.like_num for token in inside)
    yield "pronoun", any(token.pos_ == "PRON" for token in inside)
    yield "joined", any(token.pos_ == "CCONJ" for token in inside)
    yield "mark", any(token.is_punct for token in inside)
    yield "little_words", min(sum(token.is_stop for token in inside), _FEW)
    yield "first", inside[0].pos_
    yield "last", inside[-1].pos_
    yield "whole", phrase.start == _start_of(parsed, head)
    yield "to_the_end", phrase.end == max(_ends_of(head))
    if phrase.verb is not None:
        verb = parsed[phrase.verb]
        yield "verb", verb.lemma_.lower()
        yield "verb_tag", (phrase.kind, verb.tag_)
        yield "verb_role", verb.dep_


def _place(parsed: Any, phrase: Phrase) -> Iterator[tuple[str, object]]:
    start, end, size = phrase.start, phrase.end, len(parsed)
    opens = start == 0 or parsed[start - 1].is_punct or parsed[start - 1].is_space
    nearly = start > 1 and parsed[start - 1].pos_ in ("DET", "PRON") and parsed[start - 2].is_punct
    closes = end >= size or parsed[end].is_punct or parsed[end].is_space
    length = sum(size >= edge for edge in (4, 8, 15, 30, 60))
    yield "borders", (opens, closes)
    yield "borders_length", (opens or nearly, closes, length)
    yield "fifth", (length, start * _FEW // size)


def _surroundings(parsed: Any, phrase: Phrase) -> Iterator[tuple[str, object]]:
    start, end = phrase.start, phrase.end
    yield "left", parsed[start - 1].lower_ if start else None
    yield "left_kind", parsed[start - 1].pos_ if start else None
    yield "right", parsed[end].lower_ if end < len(parsed) else None
    yield "right_kind", parsed[end].pos_ if end < len(parsed) else None
    for token in parsed[max(0, start - _LEFT) : max(0, start - 1)]:
        yield "further_left", token.lower_
    for token in parsed[end + 1 : end + _RIGHT]:
        yield "further_right", token.lower_


def _clause(parsed: Any, phrase: Phrase) -> Iterator[tuple[str, object]]:
    head = parsed[phrase.head]
    governor = _governor(head)
    yield "governor", governor.lemma_.lower()
    yield "governor_role", (governor.lemma_.lower(), head.dep_)
    if head.dep_ == "pobj":
        yield "preposition", head.head.lower_
    yield from _of_verb("governor", governor)
    if phrase.verb is not None:
        yield from _of_verb("verb", parsed[phrase.verb])


def _governor(token: Any) -> Any:
    while token.head.i != token.i:
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            break
    return token


def _of_verb(name: str, verb: Any) -> Iterator[tuple[str, object]]:
    subjects = [each for each in verb.lefts if each.dep_ in ("nsubj", "nsubjpass")]
    yield f"{name}_subject", subjects[0].lower_ if subjects else None
    for child in verb.children:
        if child.dep_ == "neg":
            yield f"{name}_denied", True
        if child.dep_ in ("aux", "auxpass", "advmod", "prt"):
            yield f"{name}_with", child.lower_
