"""`python -m training.reader`: tunes the reader of answers and writes `nlu/weights/reader.onnx`.

MiniLM reads a text once; for each question of the interview a head looks at the tokens that matter
to it (attention with a learned query) and weighs the answers, 'not sure' and 'nothing'; a second
one says whether the question is spoken of at all. Encoder and heads learn together from
`data/answers/`. TensorFlow, which Rasa brings, is needed only here.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf
import yaml
from numpy.typing import NDArray

from content import load_criteria
from content.criteria import NOT_SURE
from nlu.encoder import tokenizer
from nlu.reader_classes import NOTHING, classes
from nlu.reader_clauses import Span, clause_spans
from training.answers import Answers, FirstMessage, Reply, load_answers
from training.batches import batches, padded
from training.encoder import Encoder, packaged_weights
from training.minilm_graph import WIDTH, Floats
from training.reader_graph import write_reader

CLASSES = classes(load_criteria())
QUESTIONS = tuple(CLASSES)
MOST = max(len(names) for names in CLASSES.values())
"""How many classes the heads have; those of questions with fewer stay empty."""

_EMPTY = -1e4
_PHRASES = "phrases"
_OF_THE_INTERVIEW = (None, "inform", "affirm", "deny", "not_sure", "start_interview")


@dataclass(frozen=True)
class Settings:
    """How the reader learns.

    Attributes:
        epochs: how often it sees every text.
        rate: the learning rate of the encoder at its highest.
        head_rate: that of the heads.
        batch: texts a step.
        dropout: share of values dropped.
        elsewhere: weight of 'nothing' for a reply to another question.
        nothing: weight of 'nothing' for what says nothing, each question.
        plain: weight of 'speaks of it' for a reply to the question itself.
        said: weight of the second head's loss.
        seed: of everything that is drawn at random.
    """

    epochs: int = 4
    rate: float = 1.5e-4
    head_rate: float = 2e-3
    batch: int = 32
    dropout: float = 0.1
    elsewhere: float = 0.04
    nothing: float = 0.3
    plain: float = 0.3
    said: float = 0.5
    seed: int = 1


@dataclass
class Example:
    """A segment of a text, and what is to be learned of it.

    Attributes:
        text: the whole text.
        span: the segment; None is the whole.
        answers, weights: the class of each question, and how much it counts.
        spoken, spoken_weights: whether each question is spoken of, and how much that counts.
    """

    text: str
    span: Span | None = None
    answers: NDArray[np.int32] = field(
        default_factory=lambda: np.array([_class(name, NOTHING) for name in QUESTIONS], np.int32)
    )
    weights: Floats = field(default_factory=lambda: np.zeros(len(QUESTIONS), np.float32))
    spoken: Floats = field(default_factory=lambda: np.zeros(len(QUESTIONS), np.float32))
    spoken_weights: Floats = field(default_factory=lambda: np.zeros(len(QUESTIONS), np.float32))

    def state(self, criterion: str, value: str, weight: float, spoken: float) -> None:
        """Note an answer to a question, and how surely its words alone speak of the question."""
        at = QUESTIONS.index(criterion)
        self.answers[at], self.weights[at] = _class(criterion, value), weight
        self.spoken[at], self.spoken_weights[at] = float(value != NOT_SURE), spoken


def _class(criterion: str, value: str) -> int:
    """The column of a class: 'not sure' and 'nothing' are the last two."""
    names = CLASSES[criterion]
    at = names.index(value)
    return at + MOST - len(names) if value in (NOT_SURE, NOTHING) else at


_SHORT = 4
"""Words of a reply below which it may answer any question."""


def examples(answers: Answers, settings: Settings) -> list[Example]:
    """Return what is to be learned of all lines."""
    found = [_of_reply(reply, settings) for reply in answers.replies]
    for message in answers.messages:
        found += _of_message(message)
    for remark in answers.remarks:
        example = Example(remark.text)
        example.weights[:] = settings.nothing
        example.spoken_weights[:] = 1.0
        found.append(example)
    return found


def _of_reply(reply: Reply, settings: Settings) -> Example:
    example = Example(reply.text)
    is_phrase = reply.source == _PHRASES
    if len(reply.text.split()) >= _SHORT:
        example.weights[:] = 0.0 if is_phrase else settings.elsewhere
        example.spoken_weights[:] = settings.plain
    (criterion, value), *others = reply.answers
    example.state(criterion, value, 1.0, settings.plain)
    for other, other_value in others:
        example.state(other, other_value, 1.0, 1.0)
    return example


def _of_message(message: FirstMessage) -> list[Example]:
    spans = clause_spans(message.text)
    found = []
    for span in (None, *(spans if len(spans) > 1 else ())):
        example = Example(message.text, span)
        example.spoken_weights[:] = 1.0
        for fact in message.facts:
            start = message.text.index(fact.words)
            begin, end = span or (0, len(message.text))
            shared = min(end, start + len(fact.words)) - max(begin, start)
            if span is None or shared > min(len(fact.words), end - begin) / 2:
                example.state(fact.criterion, fact.value, 1.0, 1.0)
            elif shared > 0:
                example.spoken_weights[QUESTIONS.index(fact.criterion)] = 0.0
        found.append(example)
    return found


def elsewhere(limit: int, seed: int) -> list[str]:
    """Return questions to the guide and other turns of `data/nlu`, which state nothing."""
    texts = []
    for path in sorted((Path(__file__).parent.parent / "data" / "nlu").glob("*.yml")):
        for part in yaml.safe_load(path.read_text("utf-8"))["nlu"]:
            if part.get("intent") in (
                None,
                "inform",
                "affirm",
                "deny",
                "not_sure",
                "start_interview",
            ):
                continue
            lines = (line.strip() for line in part["examples"].splitlines())
            texts += [line[2:] for line in lines if line.startswith("- ") and "[" not in line]
    random.Random(seed).shuffle(texts)
    return texts[:limit]


class Batches:
    """Turns texts into tokens."""

    def __init__(self) -> None:
        """Load the vocabulary."""
        self._tokenizer = tokenizer()

    def __call__(self, segments: Sequence[tuple[str, Span | None]]) -> tuple[Any, Any, Any, Any]:
        """Return ids and mask of the texts, the tokens of each segment, and its text's number."""
        texts = list(dict.fromkeys(text for text, _ in segments))
        encodings = self._tokenizer.encode_batch(texts)
        ids, mask = padded(encodings)
        place = np.array([texts.index(text) for text, _ in segments], np.int32)
        inside = mask[place].copy()
        for row, (_, span) in enumerate(segments):
            if span is None:
                continue
            offsets = encodings[place[row]].offsets
            within = [a < b and a >= span[0] and b <= span[1] for a, b in offsets]
            if any(within):
                inside[row, : len(within)] = within
        return ids, mask, inside, place


class Reader:
    """Encoder and heads that learn."""

    def __init__(self, weights: Mapping[str, Floats], settings: Settings) -> None:
        """Start from weights; heads that are not among them know nothing yet."""
        count = len(QUESTIONS)
        draw = np.random.default_rng(settings.seed)
        bias = np.full((count, MOST), _EMPTY, np.float32)
        for at, names in enumerate(CLASSES.values()):
            bias[at, [_class(QUESTIONS[at], name) for name in names]] = 0.0
        shapes: dict[str, NDArray[Any]] = {
            "heads.asked.query": np.zeros((count, WIDTH)),
            "heads.said.query": np.zeros((count, WIDTH)),
            "heads.asked.weight": draw.normal(0, 0.02, (count, WIDTH, MOST)),
            "heads.said.weight": draw.normal(0, 0.02, (count, WIDTH)),
            "heads.asked.bias": bias,
            "heads.said.bias": np.full(count, -1.0),
        }
        self.settings = settings
        self.encoder = Encoder(weights, settings.dropout)
        self.heads = {
            name: tf.Variable(weights.get(name, value).astype(np.float32))
            for name, value in shapes.items()
        }
        self.batches = Batches()

    def weights(self) -> dict[str, Floats]:
        """Return everything that was learned, and what the encoder came with."""
        return self.encoder.weights() | {n: v.numpy() for n, v in self.heads.items()}

    def odds(
        self, ids: Any, mask: Any, inside: Any, place: Any, *, learns: bool
    ) -> tuple[Any, Any]:
        """Return the log odds of all classes, and those of being spoken of."""
        states = tf.gather(self.encoder.states(ids, mask, learns=learns), place)
        rate = self.settings.dropout if learns else 0.0
        asked = tf.nn.dropout(self._pooled(states, inside, "heads.asked.query"), rate)
        said = tf.nn.dropout(self._pooled(states, inside, "heads.said.query"), rate)
        answers = tf.einsum("scd,cdk->sck", asked, self.heads["heads.asked.weight"])
        spoken = tf.einsum("scd,cd->sc", said, self.heads["heads.said.weight"])
        return answers + self.heads["heads.asked.bias"], spoken + self.heads["heads.said.bias"]

    def _pooled(self, states: Any, inside: Any, query: str) -> Any:
        likeness = tf.einsum("std,cd->sct", states, self.heads[query])
        shares = tf.nn.softmax(likeness + (1.0 - inside)[:, None, :] * -1e9)
        return tf.einsum("sct,std->scd", shares, states)

    def fit(self, learned: Sequence[Example], tell: Callable[[str], None] = print) -> None:
        """Learn from examples."""
        settings = self.settings
        chance = random.Random(settings.seed)
        tf.random.set_seed(settings.seed)
        by_text: dict[str, list[Example]] = {}
        for example in learned:
            by_text.setdefault(example.text, []).append(example)
        texts = list(by_text)
        steps = settings.epochs * (len(texts) // settings.batch + 1)
        step, count, begun = self._step(), 0, time.monotonic()
        for epoch in range(settings.epochs):
            losses = []
            for batch in batches(texts, settings.batch, chance):
                count += 1
                scale = min(1.0, count / 40) * max(0.02, 1 - count / steps)
                here = [example for text in batch for example in by_text[text]]
                tokens = self.batches([(example.text, example.span) for example in here])
                wanted = [
                    np.stack([getattr(example, name) for example in here])
                    for name in ("answers", "weights", "spoken", "spoken_weights")
                ]
                losses.append(float(step(np.float32(scale), *tokens, *wanted)))
            seconds = round(time.monotonic() - begun)
            tell(f"epoch {epoch + 1}: loss {np.mean(losses):.3f}, {seconds} s")

    def _step(self) -> Any:
        settings, size = self.settings, len(QUESTIONS)
        body, heads = list(self.encoder.learned.values()), list(self.heads.values())
        body_optimizer = tf.keras.optimizers.Adam(settings.rate)
        head_optimizer = tf.keras.optimizers.Adam(settings.head_rate)
        floats = tf.TensorSpec((None, None), tf.float32)
        of_questions = tf.TensorSpec((None, size), tf.float32)
        signature = [
            tf.TensorSpec((), tf.float32),
            tf.TensorSpec((None, None), tf.int32),
            floats,
            floats,
            tf.TensorSpec((None,), tf.int32),
            tf.TensorSpec((None, size), tf.int32),
            *[of_questions] * 3,
        ]

        def step(
            scale: Any, ids: Any, mask: Any, inside: Any, place: Any,
            answers: Any, weights: Any, spoken: Any, spoken_weights: Any,
        ) -> Any:  # fmt: skip
            with tf.GradientTape() as tape:
                odds, said = self.odds(ids, mask, inside, place, learns=True)
                wrong = weights * tf.nn.sparse_softmax_cross_entropy_with_logits(answers, odds)
                missed = spoken_weights * tf.nn.sigmoid_cross_entropy_with_logits(spoken, said)
                whole = tf.reduce_sum(wrong) + settings.said * tf.reduce_sum(missed)
                loss = whole / tf.cast(tf.shape(ids)[0], tf.float32)
            slopes = tape.gradient(loss, body + heads)
            clipped, _ = tf.clip_by_global_norm(slopes[: len(body)], 1.0)
            body_optimizer.learning_rate.assign(settings.rate * scale)
            head_optimizer.learning_rate.assign(settings.head_rate * scale)
            body_optimizer.apply_gradients(zip(clipped, body, strict=True))
            head_optimizer.apply_gradients(zip(slopes[len(body) :], heads, strict=True))
            return loss

        return tf.function(step, input_signature=signature, autograph=False)

    def read(self, segments: Sequence[tuple[str, Span | None]]) -> tuple[Floats, Floats]:
        """Return the log odds of all classes, and those of being spoken of."""
        answers = np.zeros((len(segments), len(QUESTIONS), MOST), np.float32)
        spoken = np.zeros((len(segments), len(QUESTIONS)), np.float32)
        order = sorted(range(len(segments)), key=lambda at: len(segments[at][0]))
        for start in range(0, len(order), 64):
            rows = order[start : start + 64]
            tokens = self.batches([segments[row] for row in rows])
            odds, said = self.odds(*tokens, learns=False)
            answers[rows], spoken[rows] = odds.numpy(), said.numpy()
        return answers, spoken


def tune(answers: Answers, settings: Settings, start: Path | None = None) -> Reader:
    """Return a reader that has learned from lines, and from questions that state nothing.

    Args:
        answers: the lines.
        settings: how to learn.
        start: the arrays of a reader that learned before, to go on from.
    """
    learned = examples(answers, settings)
    for text in elsewhere(600, settings.seed):
        example = Example(text)
        example.weights[:] = settings.nothing / 2
        example.spoken_weights[:] = 0.5
        learned.append(example)
    weights = dict(np.load(start)) if start else packaged_weights()
    reader = Reader(weights, settings)
    reader.fit(learned)
    return reader


def main() -> None:
    """Tune on all lines and write the file."""
    parser = argparse.ArgumentParser(prog="training.reader", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("nlu/weights/reader.onnx"))
    parser.add_argument("--arrays", type=Path, help="keep the weights as arrays here, too")
    parser.add_argument("--start", type=Path, help="go on from these arrays")
    parser.add_argument("--epochs", type=int, default=Settings.epochs)
    parser.add_argument("--without", nargs="*", default=[], help="passes to leave out")
    chosen = parser.parse_args()
    answers = load_answers()
    kept = [source for source in answers.sources if source not in chosen.without]
    reader = tune(answers.of(kept), Settings(epochs=chosen.epochs), chosen.start)
    weights = reader.weights()
    if chosen.arrays:
        np.savez(chosen.arrays, **weights)
    write_reader(weights, chosen.out)
    print(f"{chosen.out}: {chosen.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
