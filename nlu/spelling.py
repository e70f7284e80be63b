"""Mending of mistyped words, so that 'advantges' is understood as 'advantages'.

A word is left alone if it is an English word (a whole word of the encoder's vocabulary) or if the
training examples use it, unless it looks like a slip there too. Any other word becomes the word of
the examples that is nearest to it, if one is near enough, or two words that were typed without a
space between.
British spellings become American ones, as the examples have both.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from nlu.encoder import VOCABULARY

SHORTHAND = {
    "abt": "about",
    "adv": "advantages",
    "btw": "between",
    "btwn": "between",
    "bw": "between",
    "cud": "could",
    "diff": "difference",
    "disadv": "disadvantages",
    "gimme": "give me",
    "plz": "please",
    "pls": "please",
    "r": "are",
    "shud": "should",
    "thanx": "thanks",
    "u": "you",
    "ur": "your",
    "wanna": "want to",
    "wat": "what",
    "wen": "when",
    "whats": "what is",
    "wht": "what",
    "wich": "which",
    "wud": "would",
}
"""Words as they are written in text messages, with what they stand for."""

_OFTEN = 6
_SHORTEST = 5
_SHORTEST_FOR_TWO_EDITS = 9
_SHORTEST_GLUED = 6
_LETTERS = re.compile(r"[a-z]+")
_WORD = re.compile(r"(?<![\w&'])[a-z]+(?![\w&'])")
_ENDINGS = ("s", "es", "ed", "er", "ers", "or", "ing", "d", "r", "rs")
_BRITISH = re.compile(r"([iy])s(e|ed|es|er|ing|ation|ations)$")
_GLUE = frozenset(
    [
        "and",
        "are",
        "between",
        "bpo",
        "can",
        "do",
        "does",
        "for",
        "how",
        "is",
        "kpo",
        "many",
        "my",
        "of",
        "our",
        "the",
        "to",
        "what",
        "you",
    ]
)


class Speller:
    """Knows the words of the training examples."""

    def __init__(self, words: Iterable[str]) -> None:
        """Take the words to mend towards."""
        self._words = sorted(set(words))
        self._known = frozenset(self._words) | english_words()

    @classmethod
    def of_examples(cls, texts: Iterable[str]) -> Speller:
        """Learn the words of the examples, without those that look like slips.

        A slip is no English word, and is near to a word that the examples use often.
        """
        counts = Counter(word for text in texts for word in _LETTERS.findall(text.lower()))
        often = cls(word for word, count in counts.items() if count >= _OFTEN)
        return cls(word for word in counts if word not in SHORTHAND and often._mended(word) == word)

    @property
    def words(self) -> list[str]:
        """The words to mend towards, in alphabetical order."""
        return self._words

    def mend(self, text: str) -> str:
        """Return a text in lower case with its mistyped words mended."""
        return _WORD.sub(lambda found: self._mended(found.group()), text)

    def _mended(self, word: str) -> str:
        if word in SHORTHAND:
            return SHORTHAND[word]
        if len(word) < _SHORTEST:
            return word
        american = _BRITISH.sub(r"\1z\2", word)
        if american != word and american in self._known:
            return american
        if self._is_known(word):
            return word
        edits = 1 if len(word) < _SHORTEST_FOR_TWO_EDITS else 2
        nearest = process.extractOne(word, self._words, scorer=OSA.distance, score_cutoff=edits)
        # People rarely miss the first letter, and names often differ from a word in just that.
        if nearest is not None and nearest[0][0] == word[0]:
            return str(nearest[0])
        return self._parted(word) or word

    def _is_known(self, word: str) -> bool:
        """Whether a word, or one that it is an inflection of, is known."""
        if word in self._known:
            return True
        stems = (word.removesuffix(end) for end in _ENDINGS if word.endswith(end))
        return any(
            len(stem) >= _SHORTEST - 1 and not self._known.isdisjoint({stem, f"{stem}e"})
            for stem in stems
        )

    def _parted(self, word: str) -> str | None:
        """Part a short common word from another that it was typed together with."""
        if len(word) < _SHORTEST_GLUED:
            return None
        for cut in range(len(word) - 2, 1, -1):
            parts = {word[:cut], word[cut:]}
            if parts <= self._known and not _GLUE.isdisjoint(parts):
                return f"{word[:cut]} {word[cut:]}"
        return None


@lru_cache(maxsize=1)
def english_words() -> frozenset[str]:
    """Return the whole words of the encoder's vocabulary: some 20 000 common ones."""
    entries = VOCABULARY.read_text(encoding="utf-8").split()
    return frozenset(entry for entry in entries if _LETTERS.fullmatch(entry))
