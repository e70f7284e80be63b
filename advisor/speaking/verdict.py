"""The verdict on a piece of work in sentences: the result, how sure it is, why no other."""

from __future__ import annotations

from advisor.decision.recommendation import Boundary, Certainty, Recommendation, WhyNot
from advisor.speaking.phrases import Phrases
from advisor.speaking.wording import plain

MOST_NAMED = 3
"""The most questions that one sentence names."""


class VerdictWords:
    """Sentences of `result.headline.*`, `result.certainty.*` and `result.why_not.*`."""

    def __init__(self, phrases: Phrases) -> None:
        self._phrases = phrases
        self._texts = phrases.texts

    def headline(self, told: Recommendation, boundary: Boundary) -> str:
        """The result in one sentence; a hybrid names what stays and what goes."""
        settled = told.certainty.is_settled
        if told.outcome == "too_early":
            return self._texts("result.headline.too_early")
        if told.outcome == "in_house":
            return self._in_house(told)
        if told.outcome == "hybrid":
            how = self._how_to_split(told, boundary)
            return self._texts(
                f"result.headline.{'hybrid' if settled else 'hybrid_so_far'}", how=how
            )
        name = self._phrases.label(told.outcome)
        return self._texts(f"result.headline.{'model' if settled else 'model_so_far'}", model=name)

    def confidence(self, told: Recommendation) -> str:
        """How sure the result is, in one sentence or two, and what it hangs on."""
        found = told.certainty
        if found.is_settled:
            return self._settled(told)
        others = found.possible[1:]
        hangs = self.hangs_on(found)
        if found.confidence == "too_early":
            outcomes = self._phrases.outcomes(found.possible)
            return self._texts("result.certainty.too_early", outcomes=outcomes, hangs=hangs)
        if found.confidence == "fairly_clear":
            outcome = self._phrases.outcome(others[0])
            return self._texts("result.certainty.two", outcome=outcome, hangs=hangs)
        return self._texts(
            f"result.certainty.leaning_{found.majority}",
            others=self._phrases.outcomes(others),
            hangs=hangs,
        )

    def hangs_on(self, found: Certainty) -> str:
        """What an open result hangs on."""
        if len(found.hanging_on) == 1:
            question = self._phrases.question(found.hanging_on[0])
            return self._texts("result.certainty.hangs_on_one", question=question)
        shorts = self._phrases.shorts(found.hanging_on[:MOST_NAMED])
        return self._texts("result.certainty.hangs_on", questions=self._phrases.all_of(shorts))

    def other(self, told: Recommendation, why_not: WhyNot) -> str:
        """Why the result is not another outcome, in a line as long as for any other."""
        suits = self._phrases.criteria.outcome(why_not.outcome).suits
        return self._texts("result.other", suits=suits, why=self._why_not(told, why_not))

    def partner(self, told: Recommendation) -> str:
        """To whom a part of the work goes, a model where it is certain."""
        if not told.is_partner_certain or not told.partners:
            return self._texts("result.partner.open")
        if len(told.partners) == 1:
            return self._texts(f"result.partner.{told.partners[0]}")
        kind = "both" if told.rule == "several_parts" else "either"
        return self._texts(f"result.partner.{kind}")

    def split(self, told: Recommendation, boundary: Boundary) -> tuple[str, str]:
        """What stays and what goes, in the visitor's words where they were said."""
        rest = self._texts("result.hybrid.rest")
        core = self._texts("result.hybrid.core_part") if _keeps_core_part(told) else rest
        stays = self._phrases.all_of(boundary.stays) or core
        goes = self._phrases.all_of(boundary.goes) or rest
        return stays, goes

    def _how_to_split(self, told: Recommendation, boundary: Boundary) -> str:
        if boundary or _keeps_core_part(told):
            stays, goes = self.split(told, boundary)
            return self._texts(
                "result.hybrid.split", stays=stays, goes=goes, partner=self.partner(told)
            )
        if told.rule == "several_parts":
            if not told.is_partner_certain:
                return self._texts("result.hybrid.open_parts")
            if len(told.partners) == 1:
                model = self._phrases.model(told.partners[0])
                return self._texts("result.hybrid.one_part", model=model)
            return self._texts("result.hybrid.both_parts")
        return self._texts(f"result.hybrid.{'tie' if told.rule == 'tie' else 'mixed'}")

    def _in_house(self, told: Recommendation) -> str:
        if told.rule == "keep_gate":
            return self._texts("result.headline.kept")
        if not told.certainty.is_settled:
            return self._texts("result.headline.in_house_so_far")
        kind = "too_little" if told.too_little else "below_bar"
        return self._texts(f"result.headline.{kind}", bar=told.bar)

    def _settled(self, told: Recommendation) -> str:
        found = told.certainty
        points = self._phrases.counted("point", found.margin)
        is_firm = found.confidence == "firm"
        if told.rule == "keep_gate":
            settled = self._texts("result.certainty.gate")
        elif not told.is_complete:
            settled = self._texts("result.certainty.early")
        elif is_firm:
            settled = self._texts("result.certainty.complete", points=points)
        else:
            settled = self._texts("result.certainty.complete_near")
        others = self._what_it_takes(found)
        if is_firm:
            return self._texts("result.certainty.firm", settled=settled, others=others)
        return self._texts(
            "result.certainty.fairly_clear", settled=settled, points=points, others=others
        )

    def _what_it_takes(self, found: Certainty) -> str:
        """How many other answers lie between this result and the others."""
        if not found.distances:
            return self._texts("result.certainty.unmoved")
        if not found.tipping:
            nearest = min(found.distances, key=lambda each: found.distances[each])
            return self._texts(
                "result.certainty.no_tipping",
                outcome=self._phrases.outcome(nearest),
                answers=self._phrases.counted("other_answer", found.distances[nearest]),
            )
        shorts = self._phrases.shorts(found.tipping)
        if len(shorts) <= MOST_NAMED:
            questions = self._phrases.any_of(shorts)
            return self._texts(
                "result.certainty.tipping", questions=questions, far=self._farthest(found)
            )
        return self._texts(
            "result.certainty.tipping_many",
            number=self._phrases.number(len(shorts)),
            questions=self._phrases.any_of(shorts[:MOST_NAMED]),
            far=self._farthest(found),
        )

    def _farthest(self, found: Certainty) -> str:
        """The results that take the most other answers; nothing where each takes one."""
        most = max(found.distances.values())
        if most < 2:
            return ""
        names = [
            self._phrases.outcome(each) for each, count in found.distances.items() if count == most
        ]
        answers = self._phrases.counted("other_answer", most)
        form = "one" if len(names) == 1 else "many"
        distance = self._texts(f"result.certainty.far_{form}", answers=answers)
        return self._texts(
            "result.certainty.far", outcomes=self._phrases.all_of(names), distance=distance
        )

    def _why_not(self, told: Recommendation, found: WhyNot) -> str:
        values: dict[str, str | int] = {}
        if found.kind in ("below", "at_most", "behind") and found.own is not None:
            values["points"] = self._phrases.digits(found.own)
        if found.kind in ("below", "at_most", "no_model", "reaches", "some_reaches", "alone"):
            values["bar"] = told.bar
        if found.kind in ("behind", "far_behind", "reaches", "alone", "ahead") and found.model:
            values["model"] = self._phrases.model(found.model)
        if found.kind == "behind" and found.other is not None:
            values["other"] = plain(found.other)
        kind = "no_model_too_little" if found.kind == "no_model" and told.too_little else found.kind
        if kind == "no_model_too_little":
            values.clear()
        return self._texts(f"result.why_not.{kind}", **values)


def _keeps_core_part(told: Recommendation) -> bool:
    return any(line.gate == "split" for line in told.lines)
