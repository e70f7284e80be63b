"""The small words that sentences on results are made of: numbers, lists, names, clauses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from advisor.decision.recommendation import Given
from advisor.decision.scoring import Points
from advisor.decision.worlds import Result
from advisor.speaking.wording import plain, sentence, signed
from content.criteria import NOT_SURE, Criteria, Outcome
from content.messages import Texts
from content.schema import Model


class Phrases:
    """Parts of sentences, from `count.*`, `list.*` and `result.*` of the assistant's texts."""

    def __init__(self, criteria: Criteria, texts: Texts) -> None:
        self.criteria = criteria
        self.texts = texts
        self._numbers = texts("count.words").split()

    def number(self, count: int) -> str:
        """A count in words up to ten, in digits beyond."""
        return self._numbers[count] if 0 <= count < len(self._numbers) else plain(count)

    def counted(self, noun: str, count: int) -> str:
        """A number with its noun, one of `count.*`: 'one point', 'two points'."""
        if count == 1:
            return self.texts(f"count.{noun}.one")
        return self.texts(f"count.{noun}.many", number=self.number(count))

    def digits(self, points: int) -> str:
        """Points in digits with their noun, and with a true minus."""
        form = "one" if abs(points) == 1 else "many"
        return self.texts(f"result.digits.{form}", number=plain(points))

    def all_of(self, items: Iterable[str]) -> str:
        """Items as a list in a sentence: 'a, b and c'."""
        return self._joined("list.all", tuple(items))

    def any_of(self, items: Iterable[str]) -> str:
        """Items as a choice in a sentence: 'a, b or c'."""
        return self._joined("list.any", tuple(items))

    def outcome(self, result: Result) -> str:
        """A result as it stands in a sentence."""
        return self.texts(f"result.name.{result}")

    def outcomes(self, results: Iterable[Outcome]) -> str:
        """Results as a choice in a sentence."""
        return self.any_of(self.outcome(each) for each in results)

    def label(self, result: Result) -> str:
        """The name of a result by itself."""
        if result == "too_early":
            return self.texts("result.too_early_label")
        return self.criteria.outcome(result).label

    def model(self, model: Model) -> str:
        """The name of a model."""
        return self.texts(f"result.name.{model}")

    def points(self, given: Points) -> str:
        """Points of one answer, with their signs."""
        return self.texts("result.points_of", bpo=signed(given.bpo), kpo=signed(given.kpo))

    def sums(self, total: Points) -> str:
        """Points of all answers together."""
        return self.texts("result.points_of", bpo=plain(total.bpo), kpo=plain(total.kpo))

    def statement(self, given: Given) -> str:
        """The clause of an answer."""
        if given.because is not None:
            return given.because
        return self.criteria.question(given.criterion).option(given.value).statement

    def statements(self, givens: Iterable[Given]) -> str:
        """The clauses of several answers."""
        return self.all_of(self.statement(each) for each in givens)

    def answer(self, criterion: str, value: str | None) -> str:
        """An answer as its button names it."""
        if value is None:
            return self.texts("result.not_answered")
        if value == NOT_SURE:
            return self.criteria.not_sure.title
        return self.criteria.question(criterion).option(value).title

    def shorts(self, criteria: Iterable[str]) -> tuple[str, ...]:
        """The short names of questions, as they stand in a sentence."""
        return tuple(lowered(self.criteria.question(name).short) for name in criteria)

    def question(self, criterion: str) -> str:
        """A question as it stands in a sentence."""
        return lowered(self.criteria.question(criterion).text)

    def _joined(self, id: str, items: Sequence[str]) -> str:
        if len(items) < 2:
            return "".join(items)
        return self.texts(id, items=", ".join(items[:-1]), last=items[-1])


def lowered(text: str) -> str:
    """A sentence, or a name, as it goes on from other words."""
    return f"{text[:1].lower()}{text[1:]}"


def raised(clause: str) -> str:
    """A clause as it opens a sentence."""
    return sentence(clause)[:-1]
