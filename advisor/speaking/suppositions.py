"""What would change a result, in sentences: 'would' only where it holds in every completion."""

from __future__ import annotations

from advisor.decision.recommendation import Given
from advisor.decision.what_if import Change, WhatIf
from advisor.speaking.phrases import Phrases, lowered


class WhatIfWords:
    """Sentences of `what_if.*`."""

    def __init__(self, phrases: Phrases) -> None:
        self._phrases = phrases
        self._texts = phrases.texts

    def sentence(self, found: WhatIf) -> str:
        """Changes and where they lead, or could lead, in one sentence."""
        clauses = self._phrases.all_of(self._clause(change) for change in found.changes)
        return self._texts("what_if.clauses", clauses=clauses, then=self.then(found))

    def then(self, found: WhatIf) -> str:
        """Where changes lead, or could lead, as a clause that follows them."""
        if found.outcome is not None:
            return self._certain(found)
        outcomes = self._phrases.outcomes(
            each for each in found.possible if each != found.before or not found.was_settled
        )
        if found.before == "too_early" or not found.was_settled:
            return self._texts("what_if.open", outcomes=self._with_likeliest(outcomes, found))
        if found.before in found.possible:
            stay = self._phrases.outcome(found.before)
            return self._texts("what_if.could_or_stay", outcomes=outcomes, stay=stay)
        return self._texts("what_if.could", outcomes=self._with_likeliest(outcomes, found))

    def smallest(self, found: WhatIf | None) -> str | None:
        """The fewest changes to a settled result, or answers that settle an open one."""
        if found is None:
            return None
        count, example = len(found.changes), self.sentence(found)
        if not found.was_settled:
            if count == 1:
                return self._texts("what_if.settle_one", example=lowered(example))
            answers = self._phrases.counted("more_answer", count)
            return self._texts("what_if.settle_many", answers=answers, example=lowered(example))
        if count == 1:
            return self._texts(f"what_if.{'enough' if found.is_certain else 'could_be_enough'}")
        answers = self._phrases.counted("other_answer", count)
        return self._texts("what_if.at_least", answers=answers, example=lowered(example))

    def _certain(self, found: WhatIf) -> str:
        outcome = self._phrases.outcome(found.possible[0])
        if found.possible[0] != found.before:
            return self._texts("what_if.would", outcome=outcome)
        return self._texts(
            f"what_if.{'still' if found.was_settled else 'settled'}", outcome=outcome
        )

    def _with_likeliest(self, outcomes: str, found: WhatIf) -> str:
        if not found.has_likeliest:
            return outcomes
        likeliest = self._phrases.outcome(found.possible[0])
        return self._texts("what_if.most_often", outcomes=outcomes, outcome=likeliest)

    def _clause(self, change: Change) -> str:
        return self._phrases.statement(Given(change.criterion, change.new))
