"""The interview's own messages: questions, confirmations, explanations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from advisor.decision.answers import Answers
from advisor.decision.order import Ask, Confirm
from advisor.speaking import commands
from advisor.speaking.replies import Button, Reply, intent_payload
from content.criteria import NOT_SURE, Criteria
from content.messages import Texts
from content.schema import Task

OPENER = "task"
"""The id of the question for the work."""

UNDERSTOOD = "understood"
"""The id of the question whether what was read from the visitor's words is right."""


class Understood(Protocol):
    """An answer that was read from words."""

    @property
    def criterion(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def words(self) -> str: ...


class InterviewWords:
    """Speaks for the interview: what it asks, what it understood, how it stands."""

    def __init__(self, criteria: Criteria, texts: Texts) -> None:
        """Speak of these criteria, with these sentences."""
        self._criteria = criteria
        self._texts = texts
        self.go_on = Button(texts("button.go_on"), intent_payload(commands.RESUME))
        self.start = Button(texts("button.advice"), intent_payload(commands.START))
        self._stop = self._command("button.stop", commands.STOP)

    def notice(
        self, code: str, buttons: Sequence[Button] = (), /, id: str | None = None, **values: object
    ) -> Reply:
        """Return a short message: the sentence `interview.CODE`, or that of another id."""
        return notice(code, self._texts(id or f"interview.{code}", **values), buttons)

    def opener(self, echo: str | None = None) -> Reply:
        """Ask what work the visitor thinks of handing over."""
        asked = self._criteria.opener
        remaining = len(self._criteria.questions) // 2
        return self._question(OPENER, asked.text, asked.hint, echo, 0, remaining, (self._stop,))

    def question(
        self, step: Ask, *, echo: str | None = None, hint: bool = False, can_skip: bool = False
    ) -> Reply:
        """Ask the question of a step.

        Args:
            step: which question, and how far the interview is.
            echo: what was understood of the last answer.
            hint: whether to add an example, because the last answer was not understood.
            can_skip: whether there is a result that can be told without this answer.
        """
        asked = self._criteria.question(step.criterion)
        steering = [
            Button(
                self._criteria.not_sure.title,
                commands.answer_payload(asked.id, NOT_SURE),
                "command",
            ),
            self._command("button.why_ask", commands.WHY),
        ]
        if step.number > 1:
            steering.append(self._command("button.change", commands.CHANGE))
        if step.offered or can_skip:
            steering.append(self._command("button.skip", commands.POINTS))
        text = asked.text
        if step.offered:
            text = self._texts("interview.settled", question=text)
        return self._question(
            asked.id,
            text,
            asked.hint if hint else None,
            echo,
            step.number,
            step.remaining,
            (*self.options(asked.id), *steering, self._stop),
        )

    def confirm_gate(self, step: Confirm, *, echo: str | None = None) -> Reply:
        """Have an answer confirmed that ends the interview on its own."""
        asked = self._criteria.question(step.criterion)
        statement = sentence(asked.option(step.value).statement)
        text = self._texts("interview.confirm_gate", statement=statement)
        others = tuple(
            Button(self._said_otherwise(option.title), commands.answer_payload(asked.id, each))
            for option in asked.options
            if (each := option.value) != step.value
        )
        yes = Button(self._texts("button.gate_yes"), intent_payload("affirm"))
        return self._question(asked.id, text, None, echo, 0, 0, (yes, *others, self._stop))

    def confirm(
        self, findings: Sequence[Understood], open_criterion: str | None, *, echo: str | None = None
    ) -> Reply:
        """Have answers confirmed that were read from the visitor's words, all in one step.

        A single one that answers the open question is asked back as that question.
        """
        if len(findings) == 1 and findings[0].criterion == open_criterion:
            return self._confirm_one(findings[0], echo)
        understood = [
            {
                "criterion": each.criterion,
                "question": self._criteria.question(each.criterion).short,
                "answer": each.value,
                "says": self.title(each.criterion, each.value),
                "words": each.words,
            }
            for each in findings
        ]
        changes = tuple(
            Button(
                self._texts("button.change_one", question=each["question"]),
                intent_payload(commands.CHANGE, answer=f"{each['criterion']}="),
                "command",
            )
            for each in understood
        )
        right = Button(self._texts("button.right"), intent_payload("affirm"))
        one_by_one = Button(self._texts("button.one_by_one"), intent_payload("deny"))
        asked = self._question(
            UNDERSTOOD,
            self._texts("interview.understood_question"),
            None,
            echo,
            0,
            0,
            (right, one_by_one, *changes, self._stop),
        )
        listed = [self._texts("interview.understood_line", **_line(each)) for each in understood]
        told = "\n\n".join([asked.text, "\n".join(listed)])
        return Reply(told, {**asked.payload, "understood": understood}, asked.buttons)

    def _confirm_one(self, finding: Understood, echo: str | None) -> Reply:
        text = self._texts(
            "interview.confirm_one", understood=self.echo(finding.criterion, finding.value)
        )
        buttons = (
            Button(
                self._texts("button.yes"),
                commands.answer_payload(finding.criterion, finding.value),
            ),
            Button(self._texts("button.no"), intent_payload("deny")),
            self._stop,
        )
        return self._question(finding.criterion, text, None, echo, 0, 0, buttons)

    def why(self, criterion: str) -> Reply:
        """Say why a question is asked, with the section that gives the reason."""
        asked = self._criteria.question(criterion)
        heading = self._criteria.section(asked.section).heading
        payload = {
            "type": "answer",
            "topic": commands.START,
            "models": [],
            "lead": asked.why,
            "points": [],
            "section": {"id": asked.section, "heading": heading},
        }
        source = self._texts("guide.source", heading=heading)
        return Reply(f"{asked.why}\n\n{source}", payload)

    def echo(self, criterion: str, value: str) -> str:
        """Say back what was understood of an answer."""
        question = self._criteria.question(criterion)
        if value == NOT_SURE:
            return self._texts("interview.noted_not_sure", question=lowered(question.short))
        return self._texts("interview.echo", statement=question.option(value).statement)

    def noted(self, findings: Sequence[Understood]) -> str | None:
        """Say back, in passing, several answers that count; None where there are none."""
        if not findings:
            return None
        if len(findings) == 1:
            return self.echo(findings[0].criterion, findings[0].value)
        told = [
            self._texts(
                "interview.noted_each",
                question=self._criteria.question(each.criterion).short,
                says=lowered(self.title(each.criterion, each.value)),
            )
            for each in findings
        ]
        return self._texts("interview.noted", answers="; ".join(told))

    def about(self, work: str, task: Task | None) -> str:
        """Say back what the interview is about, and whether the guide names that work itself."""
        told = self._texts("interview.about", work=work)
        if task is None or not task.in_guide or task.model == "either":
            return told
        named = self._texts("interview.named_by_guide", model=task.model.upper())
        return f"{told} {named}"

    def titles(self, criterion: str) -> str:
        """Say which answers a question takes, for a visitor who was not understood twice."""
        options = self._criteria.question(criterion).options
        *first, last = [self._texts("interview.quoted", words=option.title) for option in options]
        return self._texts(
            "interview.titles",
            first=", ".join(first),
            last=last,
            not_sure=self._criteria.not_sure.title,
        )

    def which_to_change(self, answers: Answers, work: str | None, *, is_open: bool) -> Reply:
        """Offer the answers given so far, to change one."""
        buttons = tuple(
            Button(
                f"{self._criteria.question(criterion).short}: {self.title(criterion, value)}",
                intent_payload(commands.CHANGE, answer=f"{criterion}="),
                "command",
            )
            for criterion, value in answers.items()
        )
        if is_open:
            buttons = (*buttons, self.go_on)
        return self.notice("which_to_change", buttons)

    def other_answers(self, criterion: str) -> Reply:
        """Offer the answers to a question, to change the one given."""
        asked = self._criteria.question(criterion)
        not_sure = Button(
            self._criteria.not_sure.title,
            commands.answer_payload(criterion, NOT_SURE),
            "command",
        )
        buttons = (*self.options(criterion), not_sure)
        return self.notice("other_answers", buttons, question=asked.text)

    def suggested_change(self, criterion: str, value: str, consequence: str | None) -> Reply:
        """Have a change confirmed, saying what it would do to the result."""
        told = " ".join(each for each in (self.echo(criterion, value), consequence) if each)
        yes = Button(self._texts("button.change_yes"), commands.answer_payload(criterion, value))
        other = Button(
            self._texts("button.other_answer"),
            intent_payload(commands.CHANGE, answer=f"{criterion}="),
        )
        return self.notice("suggested_change", (yes, other), understood=told)

    def so_far(self, answers: Answers, work: str | None, buttons: tuple[Button, ...] = ()) -> Reply:
        """Tell what the visitor has said so far."""
        told = self.listed(answers)
        about = self._texts("interview.the_work", work=work) if work else None
        about = about or self._texts("interview.work_unnamed")
        nothing = self._texts("interview.nothing_answered", about=about)
        text = "\n".join([about, *told]) if told else nothing
        return notice("answers", text, buttons)

    def listed(self, answers: Answers) -> list[str]:
        """List the answers, one a line, in the criteria's order."""
        return [
            f"- {self._criteria.question(criterion).short}: {self.title(criterion, value)}"
            for criterion, value in answers.items()
        ]

    def title(self, criterion: str, value: str) -> str:
        """Return an answer as its button names it."""
        if value == NOT_SURE:
            return self._criteria.not_sure.title
        return self._criteria.question(criterion).option(value).title

    def options(self, criterion: str) -> tuple[Button, ...]:
        """Return the buttons of a question's answers."""
        return tuple(
            Button(option.title, commands.answer_payload(criterion, option.value))
            for option in self._criteria.question(criterion).options
        )

    def _command(self, id: str, intent: str) -> Button:
        return Button(self._texts(id), intent_payload(intent), "command")

    def _said_otherwise(self, title: str) -> str:
        """An answer's title, opening with the 'no' that it is said with."""
        no = self._texts("button.no")
        return title if title.lower().startswith(no.lower()) else f"{no}, {lowered(title)}"

    def _question(
        self,
        criterion: str,
        text: str,
        hint: str | None,
        echo: str | None,
        number: int,
        remaining: int,
        buttons: tuple[Button, ...],
    ) -> Reply:
        payload = {
            "type": "question",
            "topic": commands.START,
            "question": criterion,
            "text": text,
            "number": number,
            "remaining": remaining,
            "hint": hint,
            "echo": echo,
        }
        asked = " ".join(part for part in (text, hint) if part)
        said = [part for part in (echo, asked, self._progress(number, remaining)) if part]
        return Reply("\n\n".join(said), payload, buttons)

    def _progress(self, number: int, remaining: int) -> str | None:
        """How far the interview is; questions without a number only prepare or confirm."""
        if number < 1:
            told = self._texts("interview.to_come", remaining=remaining) if remaining else None
        elif remaining > 0:
            told = self._texts("interview.progress", number=number, remaining=remaining)
        else:
            told = self._texts("interview.progress_last", number=number)
        return told


def notice(
    code: str, text: str, buttons: Sequence[Button] = (), topic: str = commands.START
) -> Reply:
    """Return a short message, with the code by which a widget can know it."""
    payload = {"type": "notice", "topic": topic, "code": code, "lead": text}
    return Reply(text, payload, tuple(buttons))


def with_buttons(reply: Reply, *buttons: Button) -> Reply:
    """Return a message with other buttons."""
    return Reply(reply.text, reply.payload, buttons)


def sentence(clause: str) -> str:
    """A clause as a sentence of its own."""
    return f"{clause[:1].upper()}{clause[1:]}."


def lowered(text: str) -> str:
    """A title as it stands within a sentence."""
    return text[:1].lower() + text[1:]


def _line(each: dict[str, str]) -> dict[str, str]:
    return {name: each[name] for name in ("question", "says", "words")}
