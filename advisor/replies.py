"""What the assistant says to a question: texts, buttons and typed payloads built from content."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from content.schema import SMALL_TALK, Answer, Content, Model, Topic

START_INTERVIEW = "Get advice on my work"


@dataclass(frozen=True)
class Button:
    """A quick reply: what it says, and the intent it sends.

    `kind` is 'command' for buttons that steer the conversation and do not answer a question.
    """

    title: str
    payload: str
    kind: str | None = None

    def as_dict(self) -> dict[str, str]:
        """The button as Rasa's dispatcher takes it."""
        button = {"title": self.title, "payload": self.payload}
        return button if self.kind is None else {**button, "kind": self.kind}


@dataclass(frozen=True)
class Reply:
    """One message of the assistant: complete text, typed payload, quick replies."""

    text: str
    payload: Mapping[str, Any]
    buttons: tuple[Button, ...] = ()


def intent_payload(intent: str, **entities: str) -> str:
    """Return the payload by which a button sends an intent, such as `/benefits{"model": "kpo"}`."""
    return f"/{intent}{json.dumps(entities)}" if entities else f"/{intent}"


def topic_button(content: Content, topic: Topic, model: Model | None = None) -> Button:
    """Return a button that asks for a topic in plain words."""
    entities: dict[str, str] = {} if model is None else {"model": model}
    return Button(content.topic_question(topic), intent_payload(topic, **entities))


def topic_reply(
    content: Content, topic: Topic, models: Sequence[Model], confidence: float
) -> Reply:
    """Return the guide's answer on a topic, with its section and the questions that follow it."""
    answer = content.answer(topic, models)
    payload: dict[str, Any] = {
        "type": "answer",
        "topic": topic,
        "models": sorted(models),
        "lead": answer.lead,
        "points": list(answer.points),
        "confidence": confidence,
    }
    if answer.section is not None:
        section = content.section(answer.section)
        payload["section"] = {"id": section.id, "heading": section.heading}
    if answer.table is not None:
        payload |= {
            "type": "comparison",
            "caption": answer.table.caption,
            "columns": ["", "BPO", "KPO"],
            "rows": [list(row) for row in answer.table.rows],
        }
    return Reply(_answer_text(content, topic, answer), payload, _followups(answer))


def more_reply(content: Content, topic: Topic, models: Sequence[Model], confidence: float) -> Reply:
    """Say that an answer was all the guide has on a topic, and offer what goes on from it."""
    answer = content.answer(topic, models)
    if answer.section is None:
        return topic_reply(content, topic, models, confidence)
    section = content.section(answer.section)
    lead = f"That is all the guide says on {content.topic_label(topic)}."
    payload = {
        "type": "answer",
        "topic": topic,
        "models": sorted(models),
        "lead": lead,
        "points": [],
        "confidence": confidence,
        "section": {"id": section.id, "heading": section.heading},
    }
    text = f"{lead}\n\nSource: {section.heading}"
    return Reply(text, payload, (*_followups(answer), Button(START_INTERVIEW, "/start_interview")))


def no_context_reply(content: Content) -> Reply:
    """Ask what a follow-up is about, where nothing came before it."""
    text = "More on what? You could ask, for example:"
    payload = {"type": "notice", "topic": "clarify", "code": "no_context", "lead": text}
    topics: tuple[Topic, ...] = ("difference", "benefits", "help")
    return Reply(text, payload, tuple(topic_button(content, topic) for topic in topics))


def refusal_reply(content: Content, subject: str, confidence: float) -> Reply:
    """Say that the guide does not cover a subject, and offer the nearest thing that it does."""
    refusal = content.refusal(subject)
    nearest = topic_button(content, refusal.nearest.topic, refusal.nearest.model)
    payload = {
        "type": "notice",
        "topic": "out_of_scope",
        "code": "not_in_guide",
        "subject": subject,
        "lead": refusal.text,
        "confidence": confidence,
    }
    return Reply(refusal.text, payload, (nearest, Button(START_INTERVIEW, "/start_interview")))


def clarify_reply(content: Content, candidates: Sequence[Topic], models: Sequence[Model]) -> Reply:
    """Ask which of the nearest topics was meant."""
    model = models[0] if len(models) == 1 else None
    text = "I am not sure what you mean. Is it one of these? If not, please say it another way."
    payload = {"type": "notice", "topic": "clarify", "code": "clarify", "lead": text}
    return Reply(text, payload, tuple(topic_button(content, topic, model) for topic in candidates))


def stuck_reply(content: Content) -> Reply:
    """Say what the assistant can do, after it failed to understand twice in a row."""
    text = (
        "Sorry, I still do not understand. I answer questions on BPO and KPO from one guide, and "
        "I can help you to decide what to do with your own work. You can also contact the "
        f"guide's author: {content.guide.contact_url}"
    )
    payload = {"type": "notice", "topic": "clarify", "code": "stuck", "lead": text}
    return Reply(text, payload, _ways_on(content))


def sorry_reply(content: Content) -> Reply:
    """Take an insult or a complaint kindly: say sorry, and what the assistant can do."""
    text = (
        "I am sorry that I was no better help. I answer questions on BPO and KPO from one guide, "
        "and I can ask you a few questions to find what suits your work. Please ask again in "
        "other words, or choose one of these."
    )
    payload = {"type": "notice", "topic": "out_of_scope", "code": "sorry", "lead": text}
    return Reply(text, payload, _ways_on(content))


def task_reply(
    content: Content, work: str, judgement: Mapping[str, Any], confidence: float
) -> Reply:
    """Say which model a piece of work belongs to, and by what.

    Args:
        work: the work in the visitor's words.
        judgement: `verdict` (bpo, kpo, either, unknown), `known` and `nearest` (a task's id).
    """
    verdict = judgement["verdict"]
    task = content.task(judgement["nearest"])
    lead = _TASK_LEADS[verdict].format(work=work)
    if verdict == "unknown":
        text = lead
    elif judgement["known"] and task.in_guide:
        text = f"{lead} The guide names it among its examples: {task.why}."
    elif judgement["known"]:
        text = f"{lead} The guide does not name it; by its criteria: {task.why}."
    elif task.in_guide:
        text = (
            f"{lead} It is most like {task.name}, which the guide names among its examples: "
            f"{task.why}."
        )
    else:
        text = (
            f"{lead} The guide does not name it; it is most like {task.name}, "
            f"and there the point is: {task.why}."
        )
    section = content.section(task.section or "choosing")
    payload = {
        "type": "answer",
        "topic": "classify_task",
        "models": [verdict] if verdict in ("bpo", "kpo") else [],
        "result": verdict,
        "work": work,
        "lead": text,
        "points": [],
        "section": {"id": section.id, "heading": section.heading},
        "confidence": confidence,
    }
    return Reply(f"{text}\n\nSource: {section.heading}", payload, (_advice_on(work),))


_TASK_LEADS = {
    "bpo": "That looks like BPO: {work}.",
    "kpo": "That looks like KPO: {work}.",
    "either": "That can be either, so it depends on the part you hand over: {work}.",
    "unknown": (
        "I cannot tell for {work}: the guide does not name it, and I know no work like it. "
        "A few questions about it would tell."
    ),
}


def unnamed_task_reply(content: Content) -> Reply:
    """Ask which work is meant, where a message asks for its model but names none."""
    text = (
        "Which work do you mean? Ask me, for example: is payroll BPO or KPO? "
        "Or let me ask you a few questions about yours."
    )
    payload = {
        "type": "notice",
        "topic": "classify_task",
        "code": "which_work",
        "lead": text,
    }
    buttons = (topic_button(content, "tasks"), Button(START_INTERVIEW, "/start_interview"))
    return Reply(text, payload, buttons)


def _ways_on(content: Content) -> tuple[Button, ...]:
    return (
        topic_button(content, "help"),
        Button(START_INTERVIEW, "/start_interview"),
        topic_button(content, "contact"),
    )


def _followups(answer: Answer) -> tuple[Button, ...]:
    return tuple(
        Button(
            followup.title,
            intent_payload(followup.topic, **({"model": followup.model} if followup.model else {})),
        )
        for followup in answer.followups
    )


def _advice_on(work: str) -> Button:
    return Button(START_INTERVIEW, intent_payload("start_interview", task=work))


def _answer_text(content: Content, topic: Topic, answer: Answer) -> str:
    """Return the whole answer as text for a channel that draws no cards."""
    parts = [answer.lead]
    if answer.points:
        parts.append("\n".join(f"- {point}" for point in answer.points))
    if answer.table is not None:
        parts.append(
            "\n".join(
                f"- **{label}** BPO: {bpo}; KPO: {kpo}" for label, bpo, kpo in answer.table.rows
            )
        )
    if answer.section is not None and topic not in SMALL_TALK:
        parts.append(f"Source: {content.section(answer.section).heading}")
    return "\n\n".join(parts)
