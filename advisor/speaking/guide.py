"""What the assistant says on the guide: answers, refusals, asking back, and turns on an answer.

A turn on an answer ('like what?', 'which is the worst?', 'who says so?') is answered from what that
answer is built on; where the guide is silent, the reply says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from advisor.speaking.replies import Button, Reply, intent_payload, topic_button
from content.messages import Texts
from content.schema import (
    MODELS,
    Answer,
    Content,
    Form,
    Industry,
    Model,
    Polarity,
    Term,
    Topic,
)

_MOST_EXAMPLES = 6
_MOST_TERMS = 3
_START = "/start_interview"


@dataclass(frozen=True)
class GuideWords:
    """Speaks on the guide, from its content and the assistant's sentences.

    `topic`, `models` and `polarity` of a turn on an answer are those of that answer; a confidence
    is a probability. No method fails on a topic that the guide answers.
    """

    content: Content
    texts: Texts

    # Answers

    def answer(
        self,
        topic: Topic,
        models: Sequence[Model],
        confidence: float,
        polarity: Polarity | None = None,
        form: Form | None = None,
        detail: str | None = None,
    ) -> Reply:
        """Answer a topic, its contrary or a detail of it, with the section.

        The lead fits the question's form where the answer has one for it.
        """
        answer = self.content.answer(topic, models, self._polarity(topic, polarity), detail)
        lead = answer.forms.get(form, answer.lead) if form is not None else answer.lead
        payload = self._payload(topic, models, lead, answer, confidence, answer.points)
        if answer.table is not None:
            payload |= {
                "type": "comparison",
                # A comparison is on both, though 'how does KPO differ?' names one.
                "models": sorted(MODELS) if models else [],
                "caption": answer.table.caption,
                "columns": ["", "BPO", "KPO"],
                "rows": [list(row) for row in answer.table.rows],
            }
        blocks = [lead, *_lists(answer), *self._source(answer)]
        return Reply("\n\n".join(blocks), payload, _followups(answer))

    def more(self, topic: Topic, models: Sequence[Model], confidence: float = 1.0) -> Reply:
        """Say that an answer was all the guide has on a topic, and offer what goes on from it."""
        answer = self.content.answer(topic, models)
        if answer.section is None:
            return self.answer(topic, models, confidence)
        lead = self.texts("guide.all_said", label=self.content.topic_label(topic))
        return self._said(topic, models, lead, answer, buttons=(self._interview,))

    def task(self, work: str, judgement: Mapping[str, Any], confidence: float) -> Reply:
        """Say which model a piece of work belongs to, and by what.

        Args:
            work: the work in the visitor's words.
            judgement: `verdict` (bpo, kpo, either, unknown), `known` and `nearest` (a task's id).
            confidence: how sure it is that this was asked.
        """
        verdict, task = judgement["verdict"], self.content.task(judgement["nearest"])
        text = self.texts(f"guide.task.{verdict}", work=work)
        if verdict != "unknown":
            values = {"lead": text, "why": task.why}
            if judgement["known"]:
                how = "named" if task.in_guide else "not_named"
            else:
                how = "like_named" if task.in_guide else "like_known"
                values["task"] = task.name
            text = self.texts(f"guide.task.{how}", **values)
        section = self.content.section(task.section or "choosing")
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
        advice = Button(self._interview.title, intent_payload("start_interview", task=work))
        source = self.texts("guide.source", heading=section.heading)
        return Reply(f"{text}\n\n{source}", payload, (advice,))

    def unnamed_task(self) -> Reply:
        """Ask which work is meant, where a message asks for its model but names none."""
        buttons = (topic_button(self.content, "tasks"), self._interview)
        return self._notice("classify_task", "which_work", self.texts("guide.task.which"), buttons)

    # Refusals and asking back

    def refusal(self, subject: str, confidence: float) -> Reply:
        """Say that the guide does not cover a subject, and offer the nearest thing that it does."""
        refusal = self.content.refusal(subject)
        text = self.texts("guide.refusal", subject=refusal.subject, nearest=refusal.nearest_text)
        nearest = topic_button(self.content, refusal.nearest.topic, refusal.nearest.model)
        reply = self._notice("out_of_scope", "not_in_guide", text, (nearest, self._interview))
        return Reply(
            reply.text,
            {**reply.payload, "subject": subject, "confidence": confidence},
            reply.buttons,
        )

    def clarify(self, candidates: Sequence[Topic], models: Sequence[Model]) -> Reply:
        """Ask which of the nearest topics was meant."""
        model = models[0] if len(models) == 1 else None
        buttons = tuple(topic_button(self.content, topic, model) for topic in candidates)
        return self._notice("clarify", "clarify", self.texts("guide.unsure"), buttons)

    def misunderstood(self, candidates: Sequence[Topic], models: Sequence[Model]) -> Reply:
        """Say sorry for an answer to something that was not asked, and ask what was."""
        model = models[0] if len(models) == 1 else None
        buttons = tuple(topic_button(self.content, topic, model) for topic in candidates)
        text = self.texts("guide.misunderstood")
        return self._notice("clarify", "misunderstood", text, (*buttons, self._interview))

    def stuck(self) -> Reply:
        """Say what the assistant can do, after it failed to understand twice in a row."""
        text = self.texts("guide.stuck", contact=self.content.guide.contact_url)
        return self._notice("clarify", "stuck", text, self._ways_on)

    def sorry(self) -> Reply:
        """Take an insult or a complaint kindly: say sorry, and what the assistant can do."""
        return self._notice("out_of_scope", "sorry", self.texts("guide.sorry"), self._ways_on)

    def no_context(self) -> Reply:
        """Ask what a turn on an answer is about, where no answer came before it."""
        topics: tuple[Topic, ...] = ("difference", "benefits", "help")
        buttons = tuple(topic_button(self.content, topic) for topic in topics)
        return self._notice("clarify", "no_context", self.texts("guide.which_more"), buttons)

    def languages(self) -> Reply:
        """Say which languages the assistant understands."""
        return self._notice(
            "out_of_scope", "not_in_guide", self.texts("guide.languages"), self._ways_on
        )

    # Turns on the last answer

    def repeat(
        self, topic: Topic, models: Sequence[Model], polarity: Polarity | None = None
    ) -> Reply:
        """Give an answer again."""
        return self.answer(topic, models, 1.0, polarity)

    def shorter(
        self, topic: Topic, models: Sequence[Model], polarity: Polarity | None = None
    ) -> Reply:
        """Give the direct answer alone."""
        answer = self.content.answer(topic, models, self._polarity(topic, polarity))
        return self._said(topic, models, answer.in_short, answer)

    def why(self, topic: Topic, models: Sequence[Model], polarity: Polarity | None = None) -> Reply:
        """Give the guide's reason for what an answer says, or say that it has none."""
        answer = self.content.answer(topic, models, self._polarity(topic, polarity))
        reasons = self.content.answer("why_outsource", models).in_short
        lead = answer.why or self.texts("guide.why", reasons=reasons)
        return self._said(topic, models, lead, answer)

    def example(self, topic: Topic, models: Sequence[Model]) -> Reply:
        """Give examples that the guide names, or say that it tells no case."""
        answer = self.content.answer(topic, models)
        names = self.content.examples(topic, models)
        if answer.example is not None:
            lead = answer.example
        elif names:
            lead = self.texts("guide.example.named", names=self._all_of(_spread(names)))
        else:
            work = self._all_of(_spread(self.content.examples("tasks", models)))
            lead = self.texts("guide.example.no_case", names=work)
        return self._said(topic, models, lead, answer)

    def industry(self, industry: Industry, models: Sequence[Model]) -> Reply:
        """Say for which models the guide names an industry, and with which work."""
        answer = self.content.answer("industries", models)
        named = self._all_of([model.upper() for model in industry.models])
        lead = self.texts("guide.industry", industry=industry.name, models=named)
        points = [
            point
            for model in industry.models
            for point in self.content.answer("industries", (model,)).points
            if point.partition(":")[0].casefold().startswith(industry.name.casefold())
        ]
        return self._said("industries", models, lead, answer, points=points)

    def rank(
        self, topic: Topic, models: Sequence[Model], polarity: Polarity | None = None
    ) -> Reply:
        """Say what the guide puts first among what an answer lists, or that it ranks nothing."""
        answer = self.content.answer(topic, models, self._polarity(topic, polarity))
        if answer.ranked is not None:
            return self._said(topic, models, answer.ranked, answer)
        if answer.table is not None and not answer.listed:
            return self._said(topic, models, self.texts("guide.rank.comparison"), answer)
        if len(answer.entries) > 1:
            lead = self.texts("guide.rank.none")
            return self._said(topic, models, lead, answer, points=answer.entries)
        lead = self.texts("guide.rank.single", lead=answer.in_short)
        return self._said(topic, models, lead, answer)

    def explain(
        self,
        words: str,
        topic: Topic,
        models: Sequence[Model],
        polarity: Polarity | None = None,
    ) -> Reply:
        """Explain the term that a message names; where it names none, the answer in plain words."""
        answer = self.content.answer(topic, models, self._polarity(topic, polarity))
        term = self.content.term(words)
        if term is not None:
            lead = self.texts("guide.term", term=term.name, meaning=term.meaning)
            return self._said(topic, models, lead, answer)
        lead = self.texts("guide.plain", lead=answer.in_short)
        words_of_it = [
            self.texts("guide.word", term=each.name, meaning=each.meaning)
            for each in self._terms_of(answer.in_short)
        ]
        return self._said(topic, models, lead, answer, points=words_of_it)

    def source(
        self, topic: Topic, models: Sequence[Model], polarity: Polarity | None = None
    ) -> Reply:
        """Say where in the guide an answer stands, and what the guide rests on."""
        return self._on_the_section(topic, models, polarity, "guide.origin", self._author)

    def doubt(
        self, topic: Topic, models: Sequence[Model], polarity: Polarity | None = None
    ) -> Reply:
        """Say how sure an answer is."""
        return self._on_the_section(topic, models, polarity, "guide.doubt", {})

    def bias(self) -> Reply:
        """Say whose interest the guide serves."""
        lead = self.texts("guide.bias", disclosure=self.content.guide.disclosure)
        return self._said("contact", (), lead, self.content.answer("contact"))

    def small_company(self, topic: Topic, models: Sequence[Model]) -> Reply:
        """Say that the guide knows nothing of the size of companies."""
        question = topic_button(self.content, topic, models[0] if len(models) == 1 else None)
        text = self.texts("guide.small_company")
        buttons = (self._interview, question)
        return self._notice("out_of_scope", "not_in_guide", text, buttons)

    def opposite(
        self, topic: Topic, models: Sequence[Model], polarity: Polarity | None = None
    ) -> Reply:
        """Give the other side of an answer: its contrary, or the topic that is its opposite."""
        other = self.content.topics[topic].opposite
        if polarity == "contrary":
            return self.answer(topic, models, 1.0)
        return self.answer(other or topic, models, 1.0, None if other else "contrary")

    def point(
        self,
        topic: Topic,
        models: Sequence[Model],
        n: int,
        polarity: Polarity | None = None,
    ) -> Reply:
        """Give one of the points that an answer lists, and what is known of it.

        Args:
            topic: the topic of that answer.
            models: the models it is on.
            n: its place from 1, or from the end: -1 is the last.
            polarity: whether it is on the contrary.
        """
        answer = self.content.answer(topic, models, self._polarity(topic, polarity))
        entries = answer.entries
        if not entries:
            return self._said(topic, models, self.texts("guide.no_list"), answer)
        place = n - 1 if n > 0 else len(entries) + n
        if not 0 <= place < len(entries):
            lead = self.texts("guide.no_point", count=len(entries))
            return self._said(topic, models, lead, answer, points=entries)
        point = entries[place].rstrip(".")
        term = self.content.term(point)
        if term is None:
            return self._said(topic, models, self.texts("guide.point", point=point), answer)
        lead = self.texts("guide.point_term", point=point, term=term.name, meaning=term.meaning)
        return self._said(topic, models, lead, answer)

    # What the replies are made of

    def _all_of(self, items: Sequence[str]) -> str:
        """Items as a list in a sentence: 'a, b and c'."""
        if len(items) < 2:
            return "".join(items)
        return self.texts("list.all", items=", ".join(items[:-1]), last=items[-1])

    @property
    def _interview(self) -> Button:
        return Button(self.texts("guide.start_interview"), _START)

    @property
    def _ways_on(self) -> tuple[Button, ...]:
        contact, helping = (topic_button(self.content, topic) for topic in ("contact", "help"))
        return (helping, self._interview, contact)

    @property
    def _author(self) -> dict[str, str]:
        return {"author": self.content.guide.author}

    def _polarity(self, topic: Topic, polarity: Polarity | None) -> Polarity | None:
        """The polarity, for a topic that has a contrary."""
        return polarity if self.content.topics[topic].contrary else None

    def _on_the_section(
        self,
        topic: Topic,
        models: Sequence[Model],
        polarity: Polarity | None,
        id: str,
        values: Mapping[str, str],
    ) -> Reply:
        """Say something that names the section of an answer; small talk has none."""
        contrary = self._polarity(topic, polarity)
        answer = self.content.answer(topic, models, contrary)
        if answer.section is None:
            return self.answer(topic, models, 1.0)
        heading = self.content.section(answer.section).heading
        lead = self.texts(f"{id}_contrary" if contrary else id, heading=heading, **values)
        return self._said(topic, models, lead, answer)

    def _terms_of(self, text: str) -> tuple[Term, ...]:
        """The first terms that a text uses, each once."""
        found: dict[str, Term] = {}
        parts = text.replace(",", ".").replace(":", ".").replace(";", ".").split(".")
        for term in filter(None, map(self.content.term, parts)):
            found.setdefault(term.name, term)
        return tuple(found.values())[:_MOST_TERMS]

    def _said(
        self,
        topic: Topic,
        models: Sequence[Model],
        lead: str,
        answer: Answer,
        *,
        points: Sequence[str] = (),
        buttons: tuple[Button, ...] = (),
    ) -> Reply:
        """Say something about an answer, with its section and what goes on from it."""
        blocks = [lead, *([_bullets(points)] if points else []), *self._source(answer)]
        payload = self._payload(topic, models, lead, answer, 1.0, points)
        return Reply("\n\n".join(blocks), payload, (*_followups(answer), *buttons))

    def _payload(
        self,
        topic: Topic,
        models: Sequence[Model],
        lead: str,
        answer: Answer,
        confidence: float,
        points: Sequence[str],
    ) -> dict[str, Any]:
        payload: dict[str, Any] = {
            "type": "answer",
            "topic": topic,
            "models": sorted(models),
            "lead": lead,
            "points": list(points),
            "confidence": confidence,
        }
        if answer.section is not None:
            section = self.content.section(answer.section)
            payload["section"] = {"id": section.id, "heading": section.heading}
        return payload

    def _source(self, answer: Answer) -> list[str]:
        if answer.section is None:
            return []
        heading = self.content.section(answer.section).heading
        return [self.texts("guide.source", heading=heading)]

    def _notice(self, topic: Topic, code: str, text: str, buttons: tuple[Button, ...]) -> Reply:
        payload = {"type": "notice", "topic": topic, "code": code, "lead": text}
        return Reply(text, payload, buttons)


def _lists(answer: Answer) -> list[str]:
    """The points and the table of an answer as text, for a channel that draws no cards."""
    blocks = [_bullets(answer.points)] if answer.points else []
    if answer.table is not None:
        rows = (f"**{label}** BPO: {bpo}; KPO: {kpo}" for label, bpo, kpo in answer.table.rows)
        blocks.append(_bullets(list(rows)))
    return blocks


def _bullets(points: Sequence[str]) -> str:
    return "\n".join(f"- {point}" for point in points)


def _followups(answer: Answer) -> tuple[Button, ...]:
    return tuple(
        Button(
            followup.title,
            intent_payload(followup.topic, **({"model": followup.model} if followup.model else {})),
        )
        for followup in answer.followups
    )


def _spread(names: Sequence[str]) -> list[str]:
    """A few of the names, from all over the list."""
    step = max(1, -(-len(names) // _MOST_EXAMPLES))
    return list(names[::step])
