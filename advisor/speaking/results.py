"""A result and all turns about it in the assistant's words: `ResultWords` is the one entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from advisor.decision.answers import Answers
from advisor.decision.reasons import Reason
from advisor.decision.recommendation import (
    Boundary,
    Caution,
    Given,
    Keeping,
    Line,
    Recommendation,
    Step,
    lines,
    recommend,
)
from advisor.decision.several import KeptResult
from advisor.decision.what_if import Change, Supposition, changes_of, consequence, way_to
from advisor.decision.worlds import assess
from advisor.speaking.comparison import ComparisonWords
from advisor.speaking.phrases import Phrases, raised
from advisor.speaking.recommendation import (
    ToldBoundary,
    ToldChange,
    ToldLine,
    ToldOther,
    ToldReason,
    ToldResult,
    ToldWarning,
)
from advisor.speaking.replies import Button, Reply, intent_payload
from advisor.speaking.summary import SummaryWords
from advisor.speaking.suppositions import WhatIfWords
from advisor.speaking.verdict import VerdictWords
from advisor.speaking.wording import plain
from content.criteria import Criteria, Outcome
from content.messages import Texts

NO_BOUNDARY = Boundary()

_TOPIC = "start_interview"
_POINTS_COMMAND = "show_points"
_SECTION = "choosing"


class ResultWords:
    """Everything that is said on a result, from values already decided; it decides nothing.

    A `Reply` is a message with its typed payload; all sentences come from `content/messages.yml`.
    """

    def __init__(self, criteria: Criteria, texts: Texts) -> None:
        self.criteria = criteria
        self.texts = texts
        self.phrases = Phrases(criteria, texts)
        self._verdict = VerdictWords(self.phrases)
        self._what_if = WhatIfWords(self.phrases)
        self._summary = SummaryWords(self.phrases)
        self._comparison = ComparisonWords(self.phrases)

    # The result itself

    def told(
        self,
        recommendation: Recommendation,
        work: str | None = None,
        boundary: Boundary = NO_BOUNDARY,
    ) -> ToldResult:
        """A recommendation in words, part by part; `work` None is work without a name."""
        found = recommendation
        line = boundary if found.outcome == "hybrid" else NO_BOUNDARY
        told = ToldResult(
            recommendation=found,
            label=self.phrases.label(found.outcome),
            headline=self._verdict.headline(found, line),
            confidence_text=self._verdict.confidence(found),
            boundary=self._told_boundary(found, line) if line else None,
            reasons=tuple(self._told_reason(each) for each in found.reasons),
            against=tuple(self._told_reason(each) for each in found.against),
            others=tuple(
                ToldOther(
                    each.outcome, self.phrases.label(each.outcome), self._verdict.other(found, each)
                )
                for each in found.others
            ),
            changes_title=self._changes_title(found),
            changes=tuple(
                ToldChange(each.result, self._what_if.sentence(each)) for each in found.changes
            ),
            smallest=self._what_if.smallest(found.smallest),
            warnings=self._told_warnings(found),
            next_steps=self._told_steps(found, line),
            lines=self.lines(found.answers),
            disclosure=self.criteria.disclosure,
            summary=self._summary.paragraph(self._named(work), found, line),
            text="",
        )
        return replace(told, text=self._markdown(told))

    def recommendation(
        self,
        told: Recommendation,
        work: str | None = None,
        boundary: Boundary = NO_BOUNDARY,
        link: str | None = None,
    ) -> Reply:
        """Tell a result; `link` is the path of its page. The caller adds the buttons."""
        said = self.told(told, work, boundary)
        about = [] if work is None else [self.texts("result.about", work=work)]
        payload = said.payload() if link is None else {**said.payload(), "link": link}
        return Reply("\n\n".join([*about, said.text]), payload)

    def lines(self, answers: Answers) -> tuple[ToldLine, ...]:
        """Every question with its answer so far and its points, in the criteria's order."""
        return tuple(self._told_line(line) for line in lines(self.criteria, answers))

    def summary(
        self, work: str | None, told: Recommendation, boundary: Boundary = NO_BOUNDARY
    ) -> Reply:
        """Sum a result up in one paragraph, for somebody who was not there."""
        line = boundary if told.outcome == "hybrid" else NO_BOUNDARY
        return self._notice("summary", self._summary.paragraph(self._named(work), told, line))

    # Turns about a result

    def why(self, told: Recommendation) -> Reply:
        """Tell what speaks for a result and what against it."""
        parts = [self._verdict.headline(told, NO_BOUNDARY), self._verdict.confidence(told)]
        for title, reasons in (("for", told.reasons), ("speaks_against", told.against)):
            if reasons:
                texts = [f"- {self._reason(each)}" for each in reasons]
                parts += ["", self.texts(f"result.title.{title}"), *texts]
        button = Button(
            self.texts("result.button.points"), intent_payload(_POINTS_COMMAND), "command"
        )
        return self._notice("why_result", "\n".join(parts), button)

    def why_not(self, told: Recommendation, outcome: Outcome) -> Reply:
        """Tell why another outcome did not come out; that it did, where it did."""
        for each in told.others:
            if each.outcome == outcome:
                text = self.texts(
                    "result.follow_up.why_not",
                    label=self.phrases.label(outcome),
                    text=self._verdict.other(told, each),
                )
                return self._notice("why_result", text)
        return self.why(told)

    def reason(self, told: Recommendation, place: int) -> Reply:
        """Explain a reason by its place, from one on: the question, the answer, its points, why.

        Those that speak against the result are counted on after those that speak for it.
        """
        every = (*told.reasons, *told.against)
        if not every:
            hangs = self._verdict.hangs_on(told.certainty) if told.certainty.hanging_on else ""
            return self._notice(
                "no_reason", self.texts("result.follow_up.no_reason", hangs=hangs).strip()
            )
        if not 1 <= place <= len(every):
            return self._notice("no_such_reason", self._reasons_given(every))
        found = every[place - 1]
        question = self.criteria.question(found.criterion)
        section = self.criteria.section(question.section)
        text = self.texts(
            "result.follow_up.reason",
            place=self.phrases.number(place),
            reason=self._reason(found),
            question=question.text,
            answer=self.phrases.answer(found.criterion, found.value),
            points=self.phrases.points(found.points),
            why=question.why,
        )
        payload = {
            "type": "answer",
            "topic": _TOPIC,
            "models": [],
            "lead": text,
            "points": [],
            "section": {"id": section.id, "heading": section.heading},
        }
        return Reply(text, payload)

    def warnings(self, told: Recommendation) -> Reply:
        """Tell what to keep in mind, each with the answer that raises it."""
        warnings = [f"- {self._warning_line(each)}" for each in self._told_warnings(told)]
        if told.outcome == "too_early":
            parts = [self.texts("result.follow_up.no_warnings_yet")]
        elif warnings:
            parts = [self.texts("result.follow_up.warnings"), *warnings]
        else:
            parts = [self.texts("result.no_warnings")]
        if told.unraised:
            challenges = " ".join(each.text for each in told.unraised)
            parts.append(self.texts("result.unraised", challenges=challenges))
        return self._notice("warnings", "\n".join(parts))

    def next_steps(self, told: Recommendation, boundary: Boundary = NO_BOUNDARY) -> Reply:
        """Tell what to do next."""
        told_steps = self._told_steps(told, boundary)
        steps = [f"{place}. {step}" for place, step in enumerate(told_steps, start=1)]
        return self._notice("next_steps", "\n".join([self.texts("result.follow_up.steps"), *steps]))

    def certainty(self, told: Recommendation) -> Reply:
        """Tell how sure a result is, and what it takes to change or to settle it."""
        text = _lines(self._verdict.confidence(told), self._nearest_change(told))
        return self._notice("certainty", text)

    def boundary(self, told: Recommendation, boundary: Boundary = NO_BOUNDARY) -> Reply:
        """Tell which part to keep: as the visitor said, or as far as the answers say."""
        return self._notice("boundary", self._part_to_keep(told, boundary))

    def points(self, answers: Answers) -> Reply:
        """Tell the points of every answer, and their sums."""
        told = recommend(self.criteria, answers)
        rows = []
        for line in self.lines(answers):
            if line.value is not None:
                text = self.texts("result.line", question=line.question, answer=line.answer)
                if line.note:
                    text = self.texts("result.table.noted", line=text, note=line.note)
                rows.append((text, line.points))
        lead = self.texts(
            "result.table.lead",
            bar=told.bar,
            headline=self._verdict.headline(told, NO_BOUNDARY),
            certainty=self._verdict.confidence(told),
        )
        caption = self.texts("result.table.points")
        return self._comparison.table(_SECTION, caption, lead, rows, total=told.points)

    def standing(self, answers: Answers) -> Reply:
        """Tell how an unfinished interview stands."""
        told = recommend(self.criteria, answers)
        headline = None
        if told.outcome != "too_early":
            headline = self._verdict.headline(told, NO_BOUNDARY)
        return self._notice("standing", _lines(headline, self._verdict.confidence(told)))

    # Suppositions

    def what_if(
        self, answers: Answers, supposed: Sequence[Supposition] = (), *, is_told: bool = False
    ) -> Reply:
        """Tell where other answers would lead together, or could; no answer is changed.

        A supposition without a value tells of each answer to its question; none at all tells what
        changes the result.

        Args:
            is_told: whether there is a result, whose answer can be changed by a button.
        """
        if not supposed:
            return self._what_changes(answers)
        fixed = [each for each in supposed if not each.is_open]
        open_ones = [each for each in supposed if each.is_open]
        if open_ones:
            return self._each_answer(answers, fixed, open_ones)
        changes = changes_of(self.criteria, answers, fixed)
        if not changes:
            text = _lines(self._is_so_already(answers, fixed))
            return self._notice("what_if", text)
        found = consequence(self.criteria, answers, changes)
        text = _lines(self._what_if.sentence(found), self.texts("what_if.unchanged"))
        if is_told and len(changes) == 1:
            answer = f"{changes[0].criterion}={changes[0].new}"
            payload = intent_payload("inform", answer=answer)
            button = Button(self.texts("result.button.change"), payload, "command")
            return self._notice("what_if", text, button)
        return self._notice("what_if", text)

    def consequence(self, answers: Answers, changes: Sequence[Change]) -> str:
        """Tell in a sentence where answers given otherwise would lead, or could."""
        return self._what_if.sentence(consequence(self.criteria, answers, changes))

    def recap(self, told: Recommendation, boundary: Boundary = NO_BOUNDARY) -> Reply:
        """Tell a result once more, in two sentences."""
        line = boundary if told.outcome == "hybrid" else NO_BOUNDARY
        text = _lines(self._verdict.headline(told, line), self._verdict.confidence(told))
        return self._notice("recap", text)

    def way_to(self, answers: Answers, outcome: Outcome) -> Reply:
        """Tell the fewest other or new answers with which the result is certainly this one."""
        now = assess(self.criteria, answers)
        name = self.phrases.outcome(outcome)
        if now.possible == (outcome,):
            change = self._nearest_change(recommend(self.criteria, answers))
            text = _lines(self.texts("what_if.already", outcome=name), change)
            return self._notice("what_if", text)
        way = way_to(self.criteria, answers, outcome)
        if way is None:
            return self._notice("what_if", self.texts("what_if.no_way", outcome=name))
        sentence = self._what_if.sentence(way)
        if now.result == outcome:
            sentence = self.texts("what_if.already_so_far", outcome=name, way=sentence)
        return self._notice("what_if", sentence)

    def changed(self, before: Recommendation, after: Recommendation) -> str:
        """Tell what changed from one result to the next, after an answer was changed."""
        return self._comparison.changed(before, after)

    # Several results

    def table(self, results: Sequence[KeptResult]) -> Reply:
        """Compare the results of several pieces of work in a table."""
        rows = [(self._comparison.row(each), each.points) for each in results]
        caption = self.texts("result.table.results")
        if len(results) == 1:
            lead = self.texts("result.follow_up.one_kept")
        else:
            count = self.phrases.counted("result", len(results))
            lead = self.texts("result.follow_up.kept", count=count)
        return self._comparison.table(_SECTION, caption, lead, rows)

    def compare(self, results: Sequence[KeptResult]) -> Reply:
        """Compare results in words: outcomes, points, and the answers that differ."""
        return self._notice("compare_results", self._comparison.compare(results))

    def start_with(self, results: Sequence[KeptResult]) -> Reply:
        """Tell which work to begin with, by certainty and points alone."""
        return self._notice("start_with", self._comparison.start_with(results))

    # Parts of sentences

    def _named(self, work: str | None) -> str:
        return self.texts("summary.unnamed") if work is None else work

    def _told_line(self, line: Line) -> ToldLine:
        note = None if line.gate is None else self.texts(f"result.gate.{line.gate}")
        question = self.criteria.question(line.criterion).short
        answer = self.phrases.answer(line.criterion, line.value)
        return ToldLine(line.criterion, question, line.value, answer, line.points, note)

    def _told_reason(self, reason: Reason) -> ToldReason:
        return ToldReason(reason.criterion, self._reason(reason), reason.points)

    def _reason(self, reason: Reason) -> str:
        statement = raised(self.phrases.statement(Given(reason.criterion, reason.value)))
        if reason.effect in ("keeps", "splits", "parts", "whole", "against_both", "nothing"):
            return self.texts(f"result.reason.{reason.effect}", statement=statement)
        assert reason.model is not None
        model = self.phrases.model(reason.model)
        return self.texts(f"result.reason.{reason.effect}", statement=statement, model=model)

    def _reasons_given(self, every: Sequence[Reason]) -> str:
        form = "one" if len(every) == 1 else "many"
        number = {} if form == "one" else {"number": self.phrases.number(len(every))}
        count = self.texts(f"result.follow_up.reason_count.{form}", **number)
        reasons = " ".join(self._reason(each) for each in every)
        return self.texts("result.follow_up.no_such_reason", count=count, reasons=reasons)

    def _changes_title(self, told: Recommendation) -> str:
        if not told.certainty.is_settled:
            kind = "settles" if not told.changes else "could_change"
            return self.texts(f"result.title.{'settles' if told.outcome == 'too_early' else kind}")
        certain = all(each.is_certain for each in told.changes)
        return self.texts(f"result.title.{'changes' if certain else 'could_change'}")

    def _told_warnings(self, told: Recommendation) -> tuple[ToldWarning, ...]:
        if told.keeping is not None:
            section = self.criteria.section(self.criteria.keeping.section)
            text = self._what_must_change(told.keeping)
            practice = self.criteria.keeping.practice
            return (ToldWarning(text, practice, section.id, section.heading),)
        return tuple(self._told_warning(each) for each in told.cautions)

    def _told_warning(self, caution: Caution) -> ToldWarning:
        challenge = caution.challenge
        section = self.criteria.section(challenge.section)
        practice = challenge.practice
        if caution.raised_by and challenge.if_raised is not None:
            practice = f"{practice} {challenge.if_raised}"
        text = self._because("given", "unknown", challenge.text, caution)
        return ToldWarning(text, practice, section.id, section.heading)

    def _because(self, given: str, unknown: str, text: str, raised_by: Caution | Step) -> str:
        """A text with the answers that call for it, or with what is not known yet."""
        if raised_by.raised_by:
            statements = self.phrases.statements(raised_by.raised_by)
            return self.texts(f"result.because.{given}", text=text, statements=statements)
        if raised_by.unknown:
            questions = self.phrases.any_of(self.phrases.shorts(raised_by.unknown))
            return self.texts(f"result.because.{unknown}", text=text, questions=questions)
        return text

    def _what_must_change(self, keeping: Keeping) -> str:
        if keeping.way is None:
            return self.texts("result.keeping.no_way")
        way = self._what_if.sentence(keeping.way)
        if keeping.nearest is None or keeping.missing is None:
            return way
        return self.texts(
            "result.keeping.nearest",
            model=self.phrases.model(keeping.nearest),
            points=self.phrases.counted("point", keeping.missing),
            way=way,
        )

    def _told_steps(
        self, told: Recommendation, boundary: Boundary = NO_BOUNDARY
    ) -> tuple[str, ...]:
        if told.outcome == "too_early":
            asked = (self.criteria.question(name).text for name in told.checks)
            return tuple(self.texts("result.find_out", question=each) for each in asked)
        first = self.texts("result.check_all")
        if told.checks:
            questions = self.phrases.all_of(self.phrases.shorts(told.checks))
            first = self.texts("result.check", questions=questions)
        steps = []
        for each in told.steps:
            text = each.step.drawn if boundary and each.step.drawn else each.step.text
            steps.append(self._because("step", "step_unknown", text, each))
        return (first, *steps)

    def _told_boundary(self, told: Recommendation, boundary: Boundary) -> ToldBoundary:
        listed = self.phrases.all_of if told.rule == "several_parts" else self.phrases.any_of
        models = listed(self.phrases.model(each) for each in told.partners)
        is_one = told.is_partner_certain and len(told.partners) == 1
        partner = told.partners[0] if is_one else None
        stays = goes = None
        if boundary.stays:
            parts = self.phrases.all_of(boundary.stays)
            stays = self.texts("result.boundary.stays", parts=parts)
        if boundary.goes:
            parts = self.phrases.all_of(boundary.goes)
            goes = self.texts("result.boundary.goes", parts=parts)
            if told.outcome == "hybrid":
                whom = self.texts("result.boundary.whom_open")
                if told.is_partner_certain:
                    whom = self.texts("result.boundary.whom", model=models)
                goes = self.texts("result.boundary.goes_to", parts=parts, whom=whom)
        return ToldBoundary(boundary, partner, stays, goes)

    def _part_to_keep(self, told: Recommendation, boundary: Boundary) -> str:
        if told.outcome == "in_house":
            settled = told.certainty.is_settled
            return self.texts(f"result.boundary.{'in_house' if settled else 'in_house_open'}")
        if boundary and told.outcome == "hybrid":
            stays, goes = self._verdict.split(told, boundary)
            return self.texts(
                "result.boundary.named",
                stays=stays,
                goes=goes,
                partner=self._verdict.partner(told),
                ours=self.texts("result.boundary.ours"),
            )
        parts = self._parts_by_answers(told)
        if boundary:
            line = self._told_boundary(told, boundary)
            said = " ".join(each for each in (line.stays, line.goes) if each)
            parts = self.texts("result.boundary.yours", line=said)
        if told.outcome == "hybrid":
            return self.texts("result.boundary.unnamed", parts=parts)
        if told.outcome == "too_early":
            return self.texts("result.boundary.too_early", parts=parts)
        return self.texts("result.boundary.whole", parts=parts)

    def _parts_by_answers(self, told: Recommendation) -> str:
        """What the answers at 'parts' say of the line between the parts."""
        given = [each.criterion for each in told.parts]
        named = [
            self.texts(f"result.part.{name}")
            for name in given
            if f"result.part.{name}" in self.texts
        ]
        parts = []
        if any(line.gate == "split" for line in told.lines):
            parts.append(self.texts("result.boundary.core"))
        if named:
            expert = self.phrases.all_of(named)
            parts.append(self.texts("result.boundary.expert", parts=expert))
        return " ".join(parts) or self.texts("result.boundary.none")

    def _nearest_change(self, told: Recommendation) -> str | None:
        """One answer that changes a settled result or could; else the fewest answers it takes."""
        if told.certainty.is_settled and told.changes:
            return self._what_if.sentence(told.changes[0])
        return self._what_if.smallest(told.smallest)

    def _what_changes(self, answers: Answers) -> Reply:
        told = recommend(self.criteria, answers)
        changes = [f"- {self._what_if.sentence(each)}" for each in told.changes]
        smallest = self._what_if.smallest(told.smallest)
        text = _lines(self._verdict.confidence(told), *changes, smallest)
        return self._notice("what_if", text)

    def _each_answer(
        self, answers: Answers, fixed: Sequence[Supposition], open_ones: Sequence[Supposition]
    ) -> Reply:
        """Where each answer to a question leads, together with what else is supposed."""
        parts = []
        for each in open_ones:
            question = self.criteria.question(each.criterion)
            parts.append(question.text)
            for value in question.values:
                supposed = (*fixed, Supposition(question.id, value))
                changes = changes_of(self.criteria, answers, supposed)
                text = (
                    self._what_if.sentence(consequence(self.criteria, answers, changes))
                    if changes
                    else self._is_so_already(answers, supposed[-1:])
                )
                parts.append(f"- {text}")
        return self._notice("what_if", "\n".join(parts))

    def _is_so_already(self, answers: Answers, supposed: Sequence[Supposition]) -> str:
        now = assess(self.criteria, answers)
        kind = "now" if now.is_settled else "now_so_far"
        standing = self.texts(f"what_if.{kind}", outcome=self.phrases.outcome(now.result))
        if len(supposed) > 1:
            return self.texts("what_if.all_so", standing=standing)
        statement = self.phrases.statement(Given(supposed[0].criterion, str(supposed[0].value)))
        return f"{self.texts('what_if.is_so', statement=statement)} {standing}"

    def _warning_line(self, warning: ToldWarning) -> str:
        return self.texts(
            "result.warning",
            text=warning.text,
            practice=warning.practice,
            heading=warning.heading,
        )

    def _markdown(self, told: ToldResult) -> str:
        """All of a result as markdown."""
        title = {
            name: self.texts(f"result.title.{name}")
            for name in ("why", "against", "others", "boundary", "warnings", "steps", "points")
        }
        blocks = [f"**{told.headline}** {told.confidence_text}"]
        if told.boundary is not None:
            stands = [f"- {each}" for each in (told.boundary.stays, told.boundary.goes) if each]
            blocks += _block(title["boundary"], stands)
        blocks += _block(title["why"], self._reason_lines(told.reasons))
        if told.outcome != "too_early":
            nothing = [f"- {self.texts('result.nothing_against')}"]
            blocks += _block(title["against"], self._reason_lines(told.against) or nothing)
        blocks += _block(title["others"], [f"- {each.label}: {each.text}" for each in told.others])
        changes = [f"- {each.text}" for each in told.changes]
        if told.smallest:
            changes.append(f"- {told.smallest}")
        blocks += _block(told.changes_title, changes)
        warnings = [f"- {self._warning_line(each)}" for each in told.warnings]
        if not warnings and told.outcome != "too_early":
            warnings = [f"- {self.texts('result.no_warnings')}"]
        blocks += _block(title["warnings"], warnings)
        steps = [f"{place}. {step}" for place, step in enumerate(told.next_steps, start=1)]
        blocks += _block(title["steps"], steps)
        blocks += _block(title["points"], self._point_lines(told))
        blocks.append(f"*{told.disclosure}*")
        return "\n\n".join(blocks)

    def _reason_lines(self, reasons: Sequence[ToldReason]) -> list[str]:
        return [
            "- "
            + self.texts(
                "result.reason.points", reason=each.text, points=self.phrases.points(each.points)
            )
            for each in reasons
        ]

    def _point_lines(self, told: ToldResult) -> list[str]:
        entries = []
        for line in told.lines:
            text = self.texts("result.line", question=line.question, answer=line.answer)
            points = self.phrases.points(line.points)
            text = self.texts("result.reason.points", reason=text, points=points)
            entries.append(f"- {text}" + (f". {line.note}" if line.note else ""))
        total = self.texts(
            "result.total_line",
            bpo=plain(told.points.bpo),
            kpo=plain(told.points.kpo),
            bar=told.bar,
        )
        return [*entries, f"- {total}"]

    def _notice(self, code: str, text: str, *buttons: Button) -> Reply:
        payload = {"type": "notice", "topic": _TOPIC, "code": code, "lead": text}
        return Reply(text, payload, buttons)


def _lines(*parts: str | None) -> str:
    return "\n".join(part for part in parts if part)


def _block(title: str, entries: Sequence[str]) -> list[str]:
    return ["\n".join([f"**{title}**", "", *entries])] if entries else []
