"""What a conversation needs of the rest: content, words, the reader, and what is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from advisor.decision.recommendation import Boundary
from advisor.reading.reader import Reader
from advisor.speaking import export
from advisor.speaking.guide import GuideWords
from advisor.speaking.interview import InterviewWords
from advisor.speaking.kept import KeptWords
from advisor.speaking.results import ResultWords
from content import Content
from content.criteria import Criteria
from content.messages import Texts


class RecordsError(Exception):
    """What is kept could not be read or written; nothing has changed."""


@dataclass(frozen=True)
class Finished:
    """A result to be kept: of which interview, and what it was decided on."""

    interview: str
    name: str
    answers: Mapping[str, str]
    outcome: str
    confidence: str
    bpo: int
    kpo: int
    criteria_version: str
    model_version: str
    boundary: Boundary


class Record(export.Record, Protocol):
    """A kept result."""

    @property
    def id(self) -> str: ...


class Records(Protocol):
    """The results and messages of conversations. All methods may raise `RecordsError`."""

    def keep(self, conversation: str, finished: Finished) -> Record:
        """Store a result, once for the same interview and answers; return it as kept."""

    def results(self, conversation: str) -> Sequence[Record]:
        """Return the newest result of each interview, in the order of the interviews."""

    def interview_of(self, record: Record) -> str:
        """Return the id of the interview that a result came from."""

    def rename(self, conversation: str, id: str, name: str) -> None:
        """Give all results of one interview another name."""

    def delete(self, conversation: str, id: str) -> None:
        """Delete all results of the interview that one of this id came from."""

    def delete_results(self, conversation: str) -> None:
        """Delete all results of a conversation."""

    def words(self, conversation: str) -> Sequence[str]:
        """Return what the visitor said, oldest first."""


@dataclass(frozen=True)
class Services:
    """All of it, wired once by `bootstrap`."""

    criteria: Criteria
    content: Content
    texts: Texts
    reader: Reader
    records: Records
    guide: GuideWords
    interview: InterviewWords
    results: ResultWords
    kept: KeptWords
