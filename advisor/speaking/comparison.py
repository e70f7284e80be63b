"""Results beside each other in words: before and after a change, and of several pieces of work."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.decision.recommendation import Recommendation
from advisor.decision.scoring import Points
from advisor.decision.several import KeptResult, above_bar, differing, first_to_start
from advisor.speaking.phrases import Phrases
from advisor.speaking.replies import Reply
from advisor.speaking.wording import plain, signed

MOST_DIFFERENCES = 3


class ComparisonWords:
    """Sentences of `result.changed`, `result.compare`, `result.start` and `result.table`."""

    def __init__(self, phrases: Phrases) -> None:
        self._phrases = phrases
        self._texts = phrases.texts

    def changed(self, before: Recommendation, after: Recommendation) -> str:
        """What changed from one recommendation to the next, of the same criteria."""
        pairs = [
            (old, new)
            for old, new in zip(before.lines, after.lines, strict=True)
            if old.value != new.value
        ]
        if not pairs:
            return self._texts("result.changed.nothing")
        told = [
            self._texts(
                "result.changed.answer",
                question=self._phrases.criteria.question(old.criterion).short,
                old=self._phrases.answer(old.criterion, old.value),
                new=self._phrases.answer(new.criterion, new.value),
            )
            for old, new in pairs
        ]
        label = self._phrases.label(after.outcome)
        if before.outcome == after.outcome:
            told.append(self._texts("result.changed.same", after=label))
        else:
            former = self._phrases.label(before.outcome)
            told.append(self._texts("result.changed.other", before=former, after=label))
        moved = self._texts(
            "result.changed.points",
            bpo=plain(before.points.bpo),
            new_bpo=plain(after.points.bpo),
            kpo=plain(before.points.kpo),
            new_kpo=plain(after.points.kpo),
        )
        return " ".join([*told, moved])

    def row(self, result: KeptResult) -> str:
        """A result as the first cell of its row."""
        return self._texts(
            "result.follow_up.work_result",
            work=result.work,
            label=self._phrases.label(result.outcome),
            level=self._texts(f"result.level.{result.confidence}"),
        )

    def table(
        self,
        section: str,
        caption: str,
        lead: str,
        rows: Sequence[tuple[str, Points]],
        *,
        total: Points | None = None,
    ) -> Reply:
        """A table of points; those of single answers have signs, sums and results have not."""
        form = plain if total is None else signed
        cells = [[label, form(points.bpo), form(points.kpo)] for label, points in rows]
        if total is not None:
            cells.append([self._texts("result.sum"), plain(total.bpo), plain(total.kpo)])
        reference = self._phrases.criteria.section(section)
        payload = {
            "type": "comparison",
            "topic": "start_interview",
            "models": ["bpo", "kpo"],
            "lead": lead,
            "caption": caption,
            "columns": ["", self._phrases.model("bpo"), self._phrases.model("kpo")],
            "rows": cells,
            "confidence": 1.0,
            "section": {"id": reference.id, "heading": reference.heading},
        }
        told = [
            "- " + self._texts("result.table.row", label=label, bpo=bpo, kpo=kpo)
            for label, bpo, kpo in cells
        ]
        return Reply("\n\n".join([lead, "\n".join(told)]), payload)

    def compare(self, results: Sequence[KeptResult]) -> str:
        """Each result with its points, then whether they are the same and what differs."""
        if not results:
            return self._texts("result.follow_up.none_kept")
        told = [
            self._texts(
                "result.compare.result",
                work=each.work,
                outcome=self._phrases.outcome(each.outcome),
                level=self._texts(f"result.level.{each.confidence}"),
                points=self._phrases.sums(each.points),
            )
            for each in results
        ]
        if len(results) == 1:
            return " ".join([*told, self._texts("result.follow_up.one_kept")])
        return " ".join([*told, *self._differences(results)])

    def start_with(self, results: Sequence[KeptResult]) -> str:
        """Which work to begin with, and by what."""
        if not results:
            return self._texts("result.follow_up.none_kept")
        first = first_to_start(self._phrases.criteria, results)
        if first.by == "none":
            return self._texts("result.start.none")
        if first.result is None:
            works = self._phrases.all_of(f"“{each.work}”" for each in first.equals)
            return self._texts("result.start.equal", works=works)
        if len(results) == 1:
            return self._texts("result.follow_up.one_kept")
        criteria = self._phrases.criteria
        reason = self._texts("result.start.only")
        if first.by == "surer":
            level = self._texts(f"result.level.{first.result.confidence}")
            reason = self._texts("result.start.surer", level=level)
        elif first.by == "points" and first.next is not None:
            reason = self._texts(
                "result.start.points",
                points=self._phrases.counted("point", above_bar(criteria, first.result)),
                other=first.next.work,
                other_points=self._phrases.counted("point", above_bar(criteria, first.next)),
            )
        return self._texts("result.start.with", work=first.result.work, reason=reason)

    def _differences(self, results: Sequence[KeptResult]) -> list[str]:
        told = []
        same = len({each.outcome for each in results}) == 1
        if same:
            told.append(
                self._texts(f"result.compare.{'same_outcome' if len(results) == 2 else 'all_same'}")
            )
        names = differing(self._phrases.criteria, results)
        questions = self._phrases.all_of(self._phrases.shorts((names or ())[:MOST_DIFFERENCES]))
        if same and questions:
            told.append(self._texts("result.compare.same_differ", questions=questions))
        elif questions:
            told.append(self._texts("result.compare.differ", questions=questions))
        elif not same:
            told.append(self._texts("result.compare.differ_unknown"))
        return told
