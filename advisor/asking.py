"""The interview's own messages: questions, confirmations, explanations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from advisor import wording
from advisor.advice import describe
from advisor.answers import Answers
from advisor.interview import Ask, Confirm
from advisor.mentions import Dispute
from advisor.opener import Finding
from advisor.replies import Button, Reply, intent_payload
from content.criteria import NOT_SURE, Criteria
from content.schema import Task

OPENER = "task"
UNDERSTOOD = "understood"

NOT_SURE_COMMAND = "not_sure"
WHY_COMMAND = "why_ask"
CHANGE_COMMAND = "change_answer"
BACK_COMMAND = "go_back"
STOP_COMMAND = "stop_interview"
RESULT_COMMAND = "show_points"
OVER_COMMAND = "start_over"
START_COMMAND = "start_interview"

STOPPED_CODES = ("stopped", "answers", "standing", "changed")
"""The codes of messages after which 'go on' means a stopped interview."""

WHICH_TO_CHANGE = "which_to_change"
OTHER_ANSWERS = "other_answers"
SUGGESTED_CHANGE = "suggested_change"
"""The codes of messages that the name of a question, another answer, or a yes or no can follow."""

GO_ON = Button("Go on", intent_payload(START_COMMAND))
_STOP = Button("Stop", intent_payload(STOP_COMMAND), "command")
_CHANGE = Button("Change an answer", intent_payload(CHANGE_COMMAND), "command")
_RIGHT = Button("That's right", intent_payload("affirm"))
_ONE_BY_ONE = Button("Ask me all of it", intent_payload("deny"))
_SKIP = Button("Skip to the result", intent_payload(RESULT_COMMAND), "command")


def opener(criteria: Criteria, echo: str | None = None, *, hint: bool = True) -> Reply:
    """Ask what work the visitor thinks of handing over."""
    asked = criteria.opener
    remaining = len(criteria.questions) // 2
    example = asked.hint if hint else None
    return _question(OPENER, asked.text, example, echo, 0, remaining, (_STOP,))


def question(
    criteria: Criteria,
    step: Ask,
    *,
    echo: str | None = None,
    hint: bool = False,
    can_skip: bool = False,
) -> Reply:
    """Ask the question of a step.

    Args:
        echo: what was understood of the last answer.
        hint: whether to add an example, because the last answer was not understood.
        can_skip: whether there is a result that can be told without this answer.
    """
    asked = criteria.question(step.criterion)
    commands = [
        Button(criteria.not_sure.title, answer_payload(asked.id, NOT_SURE), "command"),
        Button("Why do you ask?", intent_payload(WHY_COMMAND), "command"),
    ]
    if step.number > 1:
        commands.append(_CHANGE)
    if step.offered or can_skip:
        commands.append(_SKIP)
    text = asked.text
    if step.offered:
        text = f"The result is settled; this one only chooses what to watch out for. {text}"
    return _question(
        asked.id,
        text,
        asked.hint if hint else None,
        echo,
        step.number,
        step.remaining,
        (*_options(criteria, asked.id), *commands, _STOP),
    )


def confirm_gate(criteria: Criteria, step: Confirm, *, echo: str | None = None) -> Reply:
    """Have an answer confirmed that ends the interview on its own."""
    asked = criteria.question(step.criterion)
    statement = wording.sentence(asked.option(step.value).statement)
    text = f"{statement} That alone means: keep the work in-house. Is that so?"
    others = tuple(
        Button(option.title, answer_payload(asked.id, option.value))
        for option in asked.options
        if option.value != step.value
    )
    yes = Button("Yes, that is so", intent_payload("affirm"))
    return _question(asked.id, text, None, echo, 0, 0, (yes, *_said_otherwise(others), _STOP))


def _said_otherwise(buttons: tuple[Button, ...]) -> tuple[Button, ...]:
    """The buttons, each title opening with the 'no' that it is an answer with."""
    return tuple(
        button
        if button.title.lower().startswith("no")
        else Button(f"No, {button.title[:1].lower()}{button.title[1:]}", button.payload)
        for button in buttons
    )


def confirm_guess(criteria: Criteria, criterion: str, value: str) -> Reply:
    """Have an answer confirmed that was guessed from the visitor's words."""
    text = f"{wording.echo(criteria, criterion, value)} Is that right?"
    buttons = (
        Button("Yes", answer_payload(criterion, value)),
        Button("No", intent_payload("deny")),
        _STOP,
    )
    return _question(criterion, text, None, None, 0, 0, buttons)


def confirm_understood(
    criteria: Criteria, findings: Sequence[Finding], *, echo: str | None = None
) -> Reply:
    """Have answers confirmed that were read from the visitor's words, all in one step."""
    understood = [
        {
            "criterion": finding.criterion,
            "question": criteria.question(finding.criterion).short,
            "answer": finding.value,
            "says": wording.answer_title(criteria, finding.criterion, finding.value),
            "words": finding.words,
        }
        for finding in findings
    ]
    changes = tuple(
        Button(
            f"Change: {each['question']}",
            intent_payload(CHANGE_COMMAND, answer=f"{each['criterion']}="),
            "command",
        )
        for each in understood
    )
    text = "This is what I took from your words. Is that right?"
    asked = _question(UNDERSTOOD, text, None, echo, 0, 0, (_RIGHT, _ONE_BY_ONE, *changes, _STOP))
    listed = [
        f"- {each['question']}: {each['says']} (from “{each['words']}”)" for each in understood
    ]
    told = "\n\n".join([asked.text, "\n".join(listed)])
    return Reply(told, {**asked.payload, "understood": understood}, asked.buttons)


def why(criteria: Criteria, criterion: str) -> Reply:
    """Say why a question is asked, with the section that gives the reason."""
    asked = criteria.question(criterion)
    heading = criteria.section(asked.section).heading
    payload = {
        "type": "answer",
        "topic": "start_interview",
        "models": [],
        "lead": asked.why,
        "points": [],
        "section": {"id": asked.section, "heading": heading},
    }
    return Reply(f"{asked.why}\n\nSource: {heading}", payload)


def named(work: str, task: Task | None) -> str:
    """Say back what the interview is about, and whether the guide names that work itself."""
    told = f"So it is about {work}."
    if task is None or not task.in_guide or task.model == "either":
        return told
    return f"{told} The guide names it among its {task.model.upper()} examples, as a rule of thumb."


def said_both(disputes: Sequence[Dispute]) -> str | None:
    """Say that two things were said of one question; None if that is so of no question."""
    told = [f"You said both “{each.words[0]}” and “{each.words[1]}”." for each in disputes]
    return " ".join([*told, "I will ask about that."]) if told else None


def examples(criteria: Criteria, criterion: str) -> str:
    """Say which answers a question takes, for a visitor who was not understood twice."""
    titles = [f"“{option.title}”" for option in criteria.question(criterion).options]
    return (
        f"Sorry, I still did not get that. Please press a button, or type "
        f"{wording.joined(titles, 'or')}. “{criteria.not_sure.title}” is fine too."
    )


def which_to_change(criteria: Criteria, answers: Answers, *, is_open: bool = False) -> Reply:
    """Offer the answers given so far, to change one."""
    buttons = tuple(
        Button(
            f"{line.question}: {line.answer}",
            intent_payload(CHANGE_COMMAND, answer=f"{line.criterion}="),
            "command",
        )
        for line in describe(criteria, answers)
        if line.value is not None
    )
    if not buttons:
        return notice("nothing_to_change", "You have not answered a question yet.")
    if is_open:
        buttons = (*buttons, GO_ON)
    return notice(WHICH_TO_CHANGE, "Which answer would you like to change?", buttons)


def other_answers(criteria: Criteria, criterion: str) -> Reply:
    """Offer the answers to a question, to change the one given."""
    asked = criteria.question(criterion)
    not_sure = Button(criteria.not_sure.title, answer_payload(criterion, NOT_SURE), "command")
    buttons = (*_options(criteria, criterion), not_sure)
    asks = notice(OTHER_ANSWERS, f"What is it now? {asked.text}", buttons)
    return about(f"{criterion}=", asks)


def suggested_change(criteria: Criteria, criterion: str, value: str) -> Reply:
    """Have a change confirmed that was guessed from the visitor's words."""
    text = f"{wording.echo(criteria, criterion, value)} Shall I change your answer to that?"
    yes = Button("Yes, change it", answer_payload(criterion, value))
    others = Button("Another answer", intent_payload(CHANGE_COMMAND, answer=f"{criterion}="))
    return about(f"{criterion}={value}", notice(SUGGESTED_CHANGE, text, (yes, others)))


def answers_so_far(
    criteria: Criteria, answers: Answers, work: str | None, buttons: tuple[Button, ...] = ()
) -> Reply:
    """Tell what the visitor has said so far."""
    told = [
        f"- {line.question}: {line.answer}"
        for line in describe(criteria, answers)
        if line.value is not None
    ]
    about = f"The work: {work}." if work else "You have not named the work yet."
    text = "\n".join([about, *told]) if told else f"{about} No question is answered yet."
    return notice("answers", text, buttons)


def notice(code: str, text: str, buttons: Sequence[Button] = ()) -> Reply:
    """Return a short message of the interview."""
    payload = {"type": "notice", "topic": START_COMMAND, "code": code, "lead": text}
    return Reply(text, payload, tuple(buttons))


def about(subject: str, reply: Reply) -> Reply:
    """Return the message with what it is about, by which the words that follow it are read."""
    return replace(reply, payload={**reply.payload, "subject": subject})


def answer_payload(criterion: str, value: str) -> str:
    """Return the payload of a button that answers a question."""
    return intent_payload("inform", answer=f"{criterion}={value}")


def read_answer(entity: Mapping[str, object]) -> tuple[str, str]:
    """Return criterion and value of a button's answer; the value may be empty."""
    criterion, _, value = str(entity["value"]).partition("=")
    return criterion, value


def _options(criteria: Criteria, criterion: str) -> tuple[Button, ...]:
    return tuple(
        Button(option.title, answer_payload(criterion, option.value))
        for option in criteria.question(criterion).options
    )


def _question(
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
        "topic": START_COMMAND,
        "question": criterion,
        "text": text,
        "number": number,
        "remaining": remaining,
        "hint": hint,
        "echo": echo,
    }
    asked = " ".join(part for part in (text, hint) if part)
    said = [part for part in (echo, asked, _progress(number, remaining)) if part]
    return Reply("\n\n".join(said), payload, buttons)


def _progress(number: int, remaining: int) -> str | None:
    """How far the interview is; questions without a number only prepare or confirm."""
    if number < 1:
        return f"*About {remaining} short questions follow*" if remaining else None
    rest = f"about {remaining} more" if remaining > 0 else "probably the last one"
    return f"*Question {number}, {rest}*"


def with_buttons(reply: Reply, *buttons: Button) -> Reply:
    """Return a message with other buttons."""
    return Reply(reply.text, reply.payload, buttons)
