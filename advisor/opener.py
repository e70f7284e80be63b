"""The visitor's first words on the work: what it is called, and what they say of it already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from advisor.likeness import Similarity
from advisor.mentions import Dispute, disputes
from advisor.naming import NounPhrases, listed_task, name_of
from advisor.phrasing import interpret_all
from content.criteria import Criteria
from content.schema import Task

_WORDS_OF_A_NAME = 4
"""How many words name work without saying more of it."""


@dataclass(frozen=True)
class Finding:
    """An answer that a text gives of itself, to be confirmed before it counts.

    Attributes:
        criterion: the question it answers.
        value: the answer.
        words: the exact words of the text it was read from.
    """

    criterion: str
    value: str
    words: str


@dataclass(frozen=True)
class Statement:
    """What a text says of the work.

    Attributes:
        findings: the answers that it gives.
        disputes: the questions of which it says two different things.
    """

    findings: tuple[Finding, ...] = ()
    disputes: tuple[Dispute, ...] = ()

    @property
    def criteria(self) -> frozenset[str]:
        """The questions that it says something of."""
        answered = frozenset(each.criterion for each in self.findings)
        return answered | {each.criterion for each in self.disputes}

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing that a question of the interview asks for."""
        return not self.criteria


@dataclass(frozen=True)
class Opener:
    """What was read from the visitor's first words on the work.

    Attributes:
        work: a short name; it may name nothing (`naming.is_name`).
        listed: the listed task that the words contain, if any.
        said: what they say of it.
    """

    work: str
    listed: Task | None
    said: Statement


def read_opener(
    criteria: Criteria,
    text: str,
    task: str | None = None,
    similarity: Similarity | None = None,
    *,
    tasks: Sequence[Task] = (),
    noun_phrases: NounPhrases | None = None,
) -> Opener:
    """What the visitor's first words say of the work.

    Args:
        criteria: the questions that findings answer.
        text: the visitor's words.
        task: the work, where it was named before or recognized already.
        similarity: speaks against a finding that only looks like one.
        tasks: the listed tasks, to be recognized in the text.
        noun_phrases: finds the noun phrases of a text that no frame names the work of.
    """
    listed = listed_task(tasks, task or text)
    known = None if listed is None else listed.name
    name = name_of(task or text, listed=known, noun_phrases=noun_phrases)
    said = read_statement(criteria, text, similarity)
    is_named_only = all(finding.words.lower() in name.lower() for finding in said.findings)
    if is_named_only and len(name.split()) <= _WORDS_OF_A_NAME:
        # 'Market research' names the work; of what it takes to do it, nothing is said yet.
        said = replace(said, findings=())
    return Opener(name, listed, said)


def read_statement(
    criteria: Criteria, text: str, similarity: Similarity | None = None
) -> Statement:
    """What a text says of itself, in its order: one answer a question at most, or two disputed."""
    findings = tuple(
        Finding(criterion, str(found.value), str(found.matched))
        for criterion, found in interpret_all(criteria, text, similarity)
    )
    return Statement(findings, disputes(criteria, text))
