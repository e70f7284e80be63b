"""One paragraph on a result for somebody who was not there."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.decision.reasons import Reason
from advisor.decision.recommendation import Boundary, Given, Recommendation
from advisor.speaking.phrases import Phrases
from advisor.speaking.suppositions import WhatIfWords
from advisor.speaking.verdict import MOST_NAMED, VerdictWords

FEWEST_WORDS = 60
MOST_WORDS = 110


class SummaryWords:
    """Sentences of `summary.*`."""

    def __init__(self, phrases: Phrases) -> None:
        self._phrases = phrases
        self._texts = phrases.texts
        self._verdict = VerdictWords(phrases)
        self._what_if = WhatIfWords(phrases)

    def paragraph(self, work: str, told: Recommendation, boundary: Boundary) -> str:
        """Work, result, certainty, reasons, objection, what changes it, and who gains.

        Of the wordings from the fullest to the barest, the first that is short enough.
        """
        text = ""
        for text in self._wordings(work, told, boundary):
            if len(text.split()) <= MOST_WORDS:
                break
        return text

    def _wordings(self, work: str, told: Recommendation, boundary: Boundary) -> Iterator[str]:
        about, interest = self._about(work, told), self._interest(told)
        certainty, changes = self._certainty(told), self._change(told)
        against = self._against(told)
        for lines, reasons in ((boundary, 2), (boundary, 1), (Boundary(), 1)):
            for change in (changes, ""):
                parts = (
                    about,
                    self._result(told, lines),
                    certainty,
                    self._reasons(told, reasons),
                    against,
                    change,
                    interest,
                )
                yield " ".join(part for part in parts if part)

    def _about(self, work: str, told: Recommendation) -> str:
        count = len(told.answers.known)
        if count == 1:
            return self._texts("summary.about_one", work=work)
        return self._texts("summary.about", work=work, number=self._phrases.number(count))

    def _result(self, told: Recommendation, boundary: Boundary) -> str:
        if told.outcome == "too_early":
            outcomes = self._phrases.outcomes(told.certainty.possible)
            return self._texts("summary.too_early", outcomes=outcomes)
        if told.outcome == "hybrid" and boundary:
            stays, goes = self._verdict.split(told, boundary)
            partner = self._verdict.partner(told)
            return self._texts("summary.result_boundary", stays=stays, goes=goes, partner=partner)
        suits = self._texts(
            "summary.suits", suits=self._phrases.criteria.outcome(told.outcome).suits
        )
        outcome = self._phrases.outcome(told.outcome)
        return self._texts("summary.result", outcome=outcome, suits=suits)

    def _certainty(self, told: Recommendation) -> str:
        found = told.certainty
        if told.outcome == "too_early":
            return ""
        level = self._texts(f"result.level.{found.confidence}")
        if not found.is_settled:
            outcomes = self._phrases.outcomes(found.possible[1:])
            return self._texts("summary.open", level=level, outcomes=outcomes)
        if not found.tipping:
            return self._texts("summary.settled_none", level=level)
        number = self._phrases.counted("other_answer", len(found.tipping))
        return self._texts("summary.settled", level=level, number=number)

    def _reasons(self, told: Recommendation, most: int) -> str:
        if told.outcome == "too_early":
            return ""
        clauses = [self._clause(each) for each in told.reasons[:most]]
        if len(clauses) > 1:
            return self._texts("summary.reasons", first=clauses[0], second=clauses[1])
        if clauses:
            return self._texts("summary.reason", first=clauses[0])
        return self._texts("summary.no_reasons")

    def _against(self, told: Recommendation) -> str:
        if told.outcome == "too_early":
            return ""
        if not told.against:
            return self._texts("summary.nothing_against")
        return self._texts("summary.against", statement=self._clause(told.against[0]))

    def _change(self, told: Recommendation) -> str:
        if not told.certainty.is_settled:
            shorts = self._phrases.shorts(told.certainty.hanging_on[:MOST_NAMED])
            hangs = self._texts("summary.hangs", questions=self._phrases.all_of(shorts))
            settles = self._what_if.smallest(told.smallest) if told.outcome == "too_early" else None
            return " ".join(part for part in (hangs, settles) if part)
        for each in (*told.changes, told.smallest):
            if each is not None:
                return self._what_if.sentence(each)
        return self._texts("summary.unmoved")

    def _interest(self, told: Recommendation) -> str:
        ours = ""
        if told.outcome != "too_early":
            outcome = self._phrases.criteria.outcome(told.outcome)
            if outcome.ours:
                ours = self._texts(
                    "summary.ours", label=self._texts(f"summary.name.{told.outcome}")
                )
        return self._texts("summary.interest", ours=ours)

    def _clause(self, reason: Reason) -> str:
        return self._phrases.statement(Given(reason.criterion, reason.value))
