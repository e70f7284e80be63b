"""How well replies and first messages are read: figures on lines that nothing was learned from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from advisor.reading.reader import Reader
from content import load_criteria
from content.criteria import NOT_SURE
from nlu.answer_reader import signals
from nlu.reader_model import AnswerModel
from training.answers import Answers, FirstMessage, Remark, Reply, load_answers


@dataclass(frozen=True)
class Figures:
    """Shares, from 0 to 1.

    Attributes:
        right, wrong, silent: of the replies.
        counted_wrong: of the replies, those read wrong without being asked back.
        confirmed: of the right readings, those that are asked back.
        taken: of the pairs of a question and a remark that states nothing, those read as answers.
        taken_surely: those of them that count without being asked back.
        facts_right, facts_wrong: of the facts that first messages state.
        facts_added: findings on other questions, for each message.
    """

    right: float
    wrong: float
    silent: float
    counted_wrong: float
    confirmed: float
    taken: float
    taken_surely: float
    facts_right: float
    facts_wrong: float
    facts_added: float

    def __str__(self) -> str:
        """One line with all figures."""
        return " ".join(f"{name} {value:.3f}" for name, value in vars(self).items())


def figures(answers: Answers, reader: Reader, model: AnswerModel) -> Figures:
    """Measure a reader on lines."""
    right, wrong, sure_wrong, sure_right = _replies(answers.replies, reader, model)
    taken, taken_surely = _remarks(answers.remarks, reader, model)
    facts = _messages(answers.messages, reader, model)
    count = len(answers.replies)
    return Figures(
        right=right / count,
        wrong=wrong / count,
        silent=1 - (right + wrong) / count,
        counted_wrong=sure_wrong / count,
        confirmed=1 - sure_right / max(right, 1),
        taken=taken,
        taken_surely=taken_surely,
        facts_right=facts[0],
        facts_wrong=facts[1],
        facts_added=facts[2],
    )


def _replies(
    replies: Sequence[Reply], reader: Reader, model: AnswerModel
) -> tuple[int, int, int, int]:
    right = wrong = sure_wrong = sure_right = 0
    for reply in replies:
        criterion, value = reply.answers[0]
        found = reader.answer(reply.text, criterion, signals(model, reply.text))
        if found is None:
            continue
        is_right, is_sure = found.value == value, found.certainty == "sure"
        right, sure_right = right + is_right, sure_right + (is_right and is_sure)
        # Who takes 'not sure' for an answer asks less than could be known, and says nothing false.
        counts = is_sure and not is_right and found.value != NOT_SURE
        wrong, sure_wrong = wrong + (not is_right), sure_wrong + counts
    return right, wrong, sure_wrong, sure_right


def _remarks(remarks: Sequence[Remark], reader: Reader, model: AnswerModel) -> tuple[float, float]:
    criteria = load_criteria().ids
    taken = surely = 0
    for remark in remarks:
        read = signals(model, remark.text)
        found = [reader.answer(remark.text, criterion, read) for criterion in criteria]
        taken += sum(each is not None for each in found)
        surely += sum(each is not None and each.certainty == "sure" for each in found)
    pairs = max(len(remarks) * len(criteria), 1)
    return taken / pairs, surely / pairs


def _messages(
    messages: Sequence[FirstMessage], reader: Reader, model: AnswerModel
) -> tuple[float, float, float]:
    stated = right = wrong = added = 0
    for message in messages:
        found = reader.facts(message.text, signals(model, message.text))
        wanted = {fact.criterion: fact.value for fact in message.facts}
        stated += len(wanted)
        for finding in found:
            right += wanted.get(finding.criterion) == finding.value
            wrong += wanted.get(finding.criterion, finding.value) != finding.value
            added += finding.criterion not in wanted
    return right / max(stated, 1), wrong / max(stated, 1), added / max(len(messages), 1)


def measure(folder: Path, model: AnswerModel) -> Figures:
    """Measure the reader on a folder of answers."""
    return figures(load_answers(folder), Reader(load_criteria()), model)
