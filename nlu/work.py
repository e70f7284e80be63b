"""Which work a message names, learned from messages whose work people have named.

The parse gives the candidates (`work_phrases`). A linear model ranks them by what stands around
them, another the best of these by their meaning too; two more tell whether the message names any
work, and which phrases say what must stay.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, sparse
from sklearn.linear_model import LogisticRegression

from advisor.reading.naming import LONGEST
from nlu.encoder import SentenceEncoder, Vectors
from nlu.lemmas import parse
from nlu.task_phrase import framed_work
from nlu.text import canonical, masked, models_named
from nlu.work_data import Example
from nlu.work_phrases import Phrase, are_listed, features, phrases, readable, stems

Role = Literal["out", "stays"]
Numbers = NDArray[np.float64]

SHORTLIST = 8
"""How many candidates are compared by their meaning."""

NAMED = 0.5
"""Probability from which a message counts as naming work."""

STAYS = 0.6
"""Probability from which a phrase counts as what must stay."""

ALSO_KNOWN = 0.7
"""Cosine with some known task from which a phrase can be a second work."""

MAY_STAY = 0.2
"""Probability of staying from which a phrase is no second work to hand over."""

ALSO_WITHIN = 7.5
"""How far, in log odds, a further work may lie behind the first."""

_RAREST = 2
_SIGNS, _KNOWN = 4, 2
_SHORT = 7
_SHORT_WEIGHT = 2.0
_LOOK_WEIGHT = 0.5
_RIDGE = 1.0
_MEANING = 3.0
_GOOD_ENOUGH = 0.35
_LONG = 3

GOOD_NAME = 0.4
"""Worth from which a name serves."""


@dataclass(frozen=True)
class Work:
    """A piece of work that a message names.

    Attributes:
        name: short, in the visitor's words.
        role: 'out' for work to hand over, 'stays' for what must stay.
        start: where its words begin in the text.
        end: where they end.
        own: whether the message tells of the writer's own work, and does not ask in general.
    """

    name: str
    role: Role
    start: int
    end: int
    own: bool


@dataclass(frozen=True)
class _Message:
    """A parsed message: its candidates, and what each looks like."""

    parsed: Any
    vector: Vectors
    candidates: list[Phrase]
    looks: list[dict[str, float]]


class WorkReader:
    """Reads which work a message names."""

    def __init__(self, state: Mapping[str, Any], encoder: SentenceEncoder) -> None:
        """Assemble a reader from what was learned; see `fit`."""
        self._state = state
        self._encoder = encoder
        self._columns = {str(name): column for column, name in enumerate(state["columns"])}

    def state(self) -> dict[str, Any]:
        """Return what was learned, for storage."""
        return dict(self._state)

    @classmethod
    def fit(
        cls, examples: Sequence[Example], tasks: Sequence[str], encoder: SentenceEncoder
    ) -> WorkReader:
        """Learn from messages whose work is named.

        Args:
            examples: the messages.
            tasks: wordings of known work, which other work resembles.
            encoder: tells what words mean.
        """
        return cls(_Fitting(examples, tasks, encoder).state(), encoder)

    def read(self, text: str, vector: Vectors | None = None) -> list[Work]:
        """Return the work that a text names, in order of likelihood: what goes, then what stays.

        Args:
            text: the visitor's words.
            vector: their embedding, where it is there already.
        """
        if not re.search(r"[^\W\d_]{2}|\w&\w", text):
            return []
        framed = framed_work(text)
        if framed is not None and len(framed) <= LONGEST:
            start = max(0, text.lower().find(framed))
            return [Work(framed, "out", start, start + len(framed), _speaks_of_self(text))]
        message = _message(text, _embedded(text, self._encoder) if vector is None else vector)
        if not message.candidates:
            return []
        rows = _matrix(message.looks, self._columns)
        stays = _sigmoid(rows @ self._state["stays"] + self._state["stays_bias"])
        kept = _best_apart(message.candidates, stays, STAYS)
        own = self._is_own(message, text)
        works = [_work(message, index, "stays", own) for index in kept]
        free = [
            index
            for index, each in enumerate(message.candidates)
            if not any(each.crosses(message.candidates[other]) for other in kept)
        ]
        return [
            _work(message, i, "out", own) for i in self._going(message, rows, stays, free)
        ] + works

    def _going(
        self, message: _Message, rows: Any, stays: Numbers, free: Sequence[int]
    ) -> list[int]:
        """The candidates that name work to hand over, in the order of the text."""
        quick = rows @ self._state["quick"]
        best = sorted(free, key=lambda index: -quick[index])[:SHORTLIST]
        if not best:
            return []
        names = [message.candidates[index].name.lower() for index in best]
        meaning = _meaning(self._encoder.encode(names), message.vector, self._state["tasks"])
        scores = rows[best] @ self._state["look"] + meaning @ self._state["meaning"]
        odds = _gate_row(message, rows[best], meaning, scores) @ self._state["gate"]
        if _sigmoid(odds + self._state["gate_bias"])[0] < NAMED:
            return []
        order = [int(place) for place in np.argsort(-scores)]
        known = meaning[:, _KNOWN] / _MEANING
        further = [
            best[place]
            for place in order[1:]
            if scores[place] > scores[order[0]] - ALSO_WITHIN
            and known[place] > ALSO_KNOWN
            and stays[best[place]] < MAY_STAY
        ]
        return self._chosen(message, best[order[0]], further)

    def _chosen(self, message: _Message, first: int, further: Sequence[int]) -> list[int]:
        """The best candidate, and those that are enumerated with it, in the order of the text."""
        chosen = [first]
        for index in (*further, *further):
            candidate, others = message.candidates[index], [message.candidates[i] for i in chosen]
            apart = not any(candidate.crosses(other) for other in others)
            if apart and any(are_listed(message.parsed, candidate, other) for other in others):
                chosen.append(index)
        return sorted(chosen, key=lambda index: message.candidates[index].start)

    def _is_own(self, message: _Message, text: str) -> bool:
        odds = _own_row(message.vector, text) @ self._state["own"] + self._state["own_bias"]
        return bool(odds[0] > 0)


class _Fitting:
    """Learning, step by step."""

    def __init__(
        self, examples: Sequence[Example], tasks: Sequence[str], encoder: SentenceEncoder
    ) -> None:
        self.encoder = encoder
        self.tasks = encoder.encode([task.lower() for task in tasks])
        vectors = encoder.encode([masked(canonical(each.text)) for each in examples])
        read = [
            (example, _message(example.text, vector))
            for example, vector in zip(examples, vectors, strict=True)
        ]
        self.examples = [example for example, message in read if message.candidates]
        self.messages = [message for _, message in read if message.candidates]
        self.columns = _columns_of(self.messages)
        self.rows = [_matrix(each.looks, self.columns) for each in self.messages]
        self.worths = [
            np.array([worth(each.name, example.out, is_loose=example.is_loose) for each in found])
            for example, found in self._found()
        ]

    def state(self) -> dict[str, Any]:
        """Learn all there is to learn."""
        naming = [i for i, worths in enumerate(self.worths) if worths.max() >= _GOOD_ENOUGH]
        quick = _ranking([self.rows[i] for i in naming], [self.worths[i] for i in naming])
        shortlists = [np.argsort(-(rows @ quick))[:SHORTLIST] for rows in self.rows]
        meanings = self._meanings(shortlists)
        rows = [
            sparse.hstack([self.rows[i][best], meanings[i]]).tocsr()
            for i, best in enumerate(shortlists)
        ]
        short = [self.worths[i][best] for i, best in enumerate(shortlists)]
        good = [i for i in naming if short[i].max() >= _GOOD_ENOUGH]
        weights = _ranking([rows[i] for i in good], [short[i] for i in good])
        look, meaning = np.split(weights, [len(self.columns)])
        scores = [each @ weights for each in rows]
        return {
            "columns": np.array(list(self.columns)),
            "tasks": self.tasks,
            "quick": quick,
            "look": look,
            "meaning": meaning,
            **self._staying(),
            **self._gate(shortlists, meanings, scores),
            **self._owning(),
        }

    def _found(self) -> Iterator[tuple[Example, list[Phrase]]]:
        for example, message in zip(self.examples, self.messages, strict=True):
            yield example, message.candidates

    def _meanings(self, shortlists: Sequence[Any]) -> list[Numbers]:
        """What the shortlisted candidates of each message mean; all are encoded at once."""
        named = [
            [message.candidates[index].name.lower() for index in best]
            for message, best in zip(self.messages, shortlists, strict=True)
        ]
        names = sorted({name for each in named for name in each})
        place = {name: index for index, name in enumerate(names)}
        vectors = self.encoder.encode(names)
        return [
            _meaning(vectors[[place[name] for name in each]], message.vector, self.tasks)
            for each, message in zip(named, self.messages, strict=True)
        ]

    def _staying(self) -> dict[str, Any]:
        labels = [
            worth(each.name, example.stays, is_loose=True) >= GOOD_NAME
            for example, found in self._found()
            for each in found
        ]
        fitted = LogisticRegression(C=0.3, max_iter=300, class_weight={0: 1, 1: 4})
        fitted.fit(sparse.vstack(self.rows).tocsr(), np.array(labels))
        return {"stays": fitted.coef_[0], "stays_bias": fitted.intercept_}

    def _gate(
        self, shortlists: Sequence[Any], meanings: Sequence[Numbers], scores: Sequence[Numbers]
    ) -> dict[str, Any]:
        parts = zip(self.messages, self.rows, shortlists, meanings, scores, strict=True)
        rows = [
            _gate_row(message, looks[best], meaning, each)
            for message, looks, best, meaning, each in parts
        ]
        fitted = LogisticRegression(C=1.0, max_iter=300, class_weight="balanced")
        names_work = np.array([bool(each.out) for each in self.examples])
        weights = np.array(
            [_SHORT_WEIGHT if len(each.parsed) < _SHORT else 1.0 for each in self.messages]
        )
        fitted.fit(sparse.vstack(rows).tocsr(), names_work, weights)
        return {"gate": fitted.coef_[0], "gate_bias": fitted.intercept_}

    def _owning(self) -> dict[str, Any]:
        pairs = zip(self.examples, self.messages, strict=True)
        naming = [(example, message) for example, message in pairs if example.out]
        rows = [_own_row(message.vector, example.text) for example, message in naming]
        labels = [
            example.is_loose or _speaks_of_self(example.text) or not _asks(example.text)
            for example, _ in naming
        ]
        fitted = LogisticRegression(C=1.0, max_iter=300, class_weight="balanced")
        fitted.fit(np.array(rows), np.array(labels))
        return {"own": fitted.coef_[0], "own_bias": fitted.intercept_}


def _columns_of(messages: Sequence[_Message]) -> dict[str, int]:
    """A column for each look that more than one candidate has."""
    counts = Counter(name for each in messages for look in each.looks for name in look)
    names = sorted(name for name, count in counts.items() if count >= _RAREST)
    return {name: column for column, name in enumerate(names)}


def worth(name: str, works: Sequence[str], *, is_loose: bool) -> float:
    """How good a name is for one of some works, from 0 to 1."""
    return max((_likeness(name, work, is_loose=is_loose) for work in works), default=0.0)


def _likeness(name: str, work: str, *, is_loose: bool) -> float:
    said, wanted = stems(name), stems(work)
    if not said and not wanted:
        return float(name.lower() == work.lower())
    shared = len(said & wanted)
    score = 2 * shared / ((len(said) + len(wanted)) or 1)
    if is_loose:
        covers = shared >= max(1, len(wanted) / 2) and len(said - wanted) <= _LONG
        return score if covers else 0.3 * score
    words, others = set(name.lower().split()), set(work.lower().split())
    same = len(words & others) / len(words | others)
    return 1.0 if same == 1 else 0.9 * score * same if score >= 0.6 else 0.0


_FIRST_PERSON = re.compile(r"\b(?:we|our|ours|us|i|i'm|im|my|mine|me)\b", re.IGNORECASE)


def _speaks_of_self(text: str) -> bool:
    return _FIRST_PERSON.search(text) is not None


def _asks(text: str) -> bool:
    return bool(models_named(canonical(text))) or "?" in text


def _own_row(vector: Vectors, text: str) -> Numbers:
    signs = [_speaks_of_self(text), bool(models_named(canonical(text))), "?" in text]
    return np.concatenate([vector, np.array(signs, dtype=np.float64) * 2])


def _embedded(text: str, encoder: SentenceEncoder) -> Vectors:
    vector: Vectors = encoder.encode([masked(canonical(text))])[0]
    return vector


def _message(text: str, vector: Vectors) -> _Message:
    parsed = parse(readable(text))
    found = phrases(parsed)
    return _Message(parsed, vector, found, features(parsed, found))


def _matrix(looks: Sequence[Mapping[str, float]], columns: Mapping[str, int]) -> Any:
    rows, places, values = [], [], []
    for row, look in enumerate(looks):
        for name, value in look.items():
            column = columns.get(name)
            if column is not None:
                rows.append(row)
                places.append(column)
                values.append(value)
    return sparse.csr_matrix((values, (rows, places)), shape=(len(looks), len(columns)))


def _meaning(vectors: Vectors, message: Vectors, tasks: Vectors) -> Numbers:
    """What candidates mean: their likeness to the message and to known work, and their vectors."""
    whole = vectors @ message
    known = (vectors @ tasks.T).max(axis=1)
    signs = np.column_stack([whole, whole - whole.max(), known, known - known.max()])
    return np.hstack([signs, vectors]) * _MEANING


def _gate_row(message: _Message, looks: Any, meaning: Numbers, scores: Numbers) -> Any:
    """What tells whether a message names work: its meaning, its best candidate, the scores."""
    order = np.argsort(-scores)
    best, rest = order[0], scores[order[1:4]]
    size = len(message.parsed)
    signs = [
        scores[best],
        scores[best] - (rest.mean() if len(rest) else 0.0),
        size < _LONG,
        size < _SHORT,
    ]
    dense = np.concatenate(
        [message.vector * _MEANING, meaning[best, :_SIGNS], np.array(signs, float)]
    )
    return sparse.hstack([looks[best] * _LOOK_WEIGHT, dense[None, :]]).tocsr()


def _ranking(rows: Sequence[Any], worths: Sequence[Numbers]) -> Numbers:
    """Learn weights under which the softmax of a message's candidates falls on its good names."""
    matrix = sparse.vstack(rows).tocsr()
    good = np.concatenate([(each / each.max()) ** 2 + 1e-4 for each in worths])
    sizes = [len(each) for each in worths]
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    owner = np.repeat(np.arange(len(sizes)), sizes)

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        scores = matrix @ weights
        powers = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
        shares = powers / np.add.reduceat(powers, starts)[owner]
        hits = np.add.reduceat(shares * good, starts)
        slope = matrix.T @ (shares - shares * good / hits[owner]) + _RIDGE * weights
        return float(-np.log(hits).sum() + _RIDGE / 2 * weights @ weights), slope

    start = np.zeros(matrix.shape[1])
    found = optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 200})
    weights: Numbers = found.x
    return weights


def _sigmoid(odds: Any) -> Any:
    return 1 / (1 + np.exp(-np.clip(odds, -30, 30)))


def _best_apart(candidates: Sequence[Phrase], chances: Numbers, least: float) -> list[int]:
    """The likeliest candidates that do not overlap."""
    chosen: list[int] = []
    for index in np.argsort(-chances):
        if chances[index] < least:
            break
        if not any(candidates[index].overlaps(candidates[other]) for other in chosen):
            chosen.append(int(index))
    return chosen


def _work(message: _Message, index: int, role: Role, own: bool) -> Work:
    phrase = message.candidates[index]
    words = message.parsed[phrase.start : phrase.end]
    return Work(_as_said(phrase.name), role, words.start_char, words.end_char, own)


def _as_said(name: str) -> str:
    """The name without a capital at its start, which a sentence gave it."""
    first, _, rest = name.partition(" ")
    is_usual = first[1:].islower() or len(first) == 1
    return f"{first.lower()} {rest}".strip() if is_usual else name
