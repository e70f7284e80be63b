"""The answers of one interview: a frozen mapping from criterion to value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from content.criteria import NOT_SURE, Criteria


class AnswerError(ValueError):
    """An answer names a criterion or a value that the criteria do not have."""


@dataclass(frozen=True)
class Answers(Mapping[str, str]):
    """What was asked and answered; criteria never asked are absent.

    Two sets of answers are equal whatever the order they were given in. Build one with
    `Answers.of`, which validates it.
    """

    _items: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, criteria: Criteria, given: Mapping[str, str]) -> Answers:
        """The validated answers of a mapping from criterion id to value or `not_sure`.

        Raises:
            AnswerError: an id or a value is unknown.
        """
        for criterion, value in given.items():
            check_answer(criteria, criterion, value)
        return cls(tuple((name, given[name]) for name in criteria.ids if name in given))

    def __getitem__(self, criterion: str) -> str:
        for name, value in self._items:
            if name == criterion:
                return value
        raise KeyError(criterion)

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self._items)

    def __len__(self) -> int:
        return len(self._items)

    @property
    def known(self) -> dict[str, str]:
        """The answers that say something: all but `not_sure`."""
        return {name: value for name, value in self._items if value != NOT_SURE}

    def given(self, criteria: Criteria, criterion: str, value: str) -> Answers:
        """These answers with one more, or with one replaced.

        Raises:
            AnswerError: the criterion or the value is unknown.
        """
        return Answers.of(criteria, {**self, criterion: value})

    def without(self, criterion: str) -> Answers:
        """These answers as if a criterion had never been asked."""
        return Answers(tuple(item for item in self._items if item[0] != criterion))


def check_answer(criteria: Criteria, criterion: str, value: str) -> None:
    """Refuse an answer that the criteria do not have.

    Raises:
        AnswerError: naming what was wrong and what could stand there.
    """
    if criterion not in criteria.ids:
        raise AnswerError(f"'{criterion}' is not a criterion; use one of {', '.join(criteria.ids)}")
    values = (*criteria.question(criterion).values, NOT_SURE)
    if value not in values:
        raise AnswerError(
            f"'{value}' is not an answer to '{criterion}'; use one of {', '.join(values)}"
        )
