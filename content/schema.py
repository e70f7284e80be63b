"""The shape of the content files: values, and look-ups that need nothing but them."""

import re
from collections.abc import Callable, Collection, Mapping, Sized
from dataclasses import dataclass
from typing import Literal, get_args

from pydantic import BaseModel, validator

Model = Literal["bpo", "kpo"]
"""The two outsourcing models of the guide."""

AnswerKey = Literal["none", "bpo", "kpo", "both"]
"""Which models an answer speaks of; `none` is for a question that names no model."""

Topic = str
"""What a message can be about: an id of answers.yml, which lists them all; the loader checks it."""

TopicKind = Literal["guide", "author", "small_talk", "computed"]
"""How a topic is answered: from the guide; with who wrote it; without either; worked out from the
message, so that nothing is looked up."""

Polarity = Literal["contrary"]
"""A question that asks for the contrary of a topic: 'when should I not …'."""

Form = Literal["yes_no", "figure", "list", "statement", "open"]
"""What kind of answer a question asks for: a yes or no, one figure, a list, whether a statement is
true, or anything else."""

MODELS: tuple[Model, ...] = get_args(Model)

LEAD_LIMIT = 60
"""The most words a lead may have: what fits a small chat window without scrolling."""

_WORD = re.compile(r"\w+")

_FALLBACKS: Mapping[AnswerKey, tuple[AnswerKey, ...]] = {
    "none": ("none", "both"),
    "bpo": ("bpo", "both", "none"),
    "kpo": ("kpo", "both", "none"),
    "both": ("both", "none"),
}


def between(least: int, most: int) -> Callable[[Sized], Sized]:
    """A check that a list has from `least` to `most` entries."""

    # pydantic enforces its own limits on lists, not on tuples.
    def _has_length(value: Sized) -> Sized:
        if not least <= len(value) <= most:
            raise ValueError(f"has {len(value)} entries; give from {least} to {most}")
        return value

    return _has_length


class Value(BaseModel):
    """A frozen piece of content that refuses keys it does not know."""

    class Config:
        frozen = True
        extra = "forbid"
        anystr_strip_whitespace = True
        min_anystr_length = 1


class Fact(Value):
    """One thing the guide says, in the project's own words.

    `model` is set where the fact holds for one model only. `terms` are the guide's own names
    (of a list of tasks, say), each of which an answer built on this fact must mention.
    """

    id: str
    text: str
    model: Model | None = None
    terms: tuple[str, ...] = ()


class Section(Value):
    """A section of the guide, with its heading exactly as it stands there."""

    id: str
    heading: str
    facts: tuple[Fact, ...]


class Term(Value):
    """A word of the answers, explained in plain words that are the assistant's own.

    `name` completes 'By … I mean'; `wordings` are other ways in which the answers or people put it.
    """

    name: str
    meaning: str
    wordings: tuple[str, ...] = ()

    @property
    def phrases(self) -> tuple[str, ...]:
        """Every wording, the name first."""
        return (self.name, *self.wordings)


class Guide(Value):
    """The guide itself: where it comes from, who wrote it, and its sections in order.

    `disclosure` tells the author's interest, said wherever a recommendation is given; `terms`
    explain words that the guide uses and does not explain.
    """

    title: str
    author: str
    contact_url: str
    disclosure: str
    sections: tuple[Section, ...]
    terms: tuple[Term, ...] = ()

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All facts, in the order of the guide."""
        return tuple(fact for section in self.sections for fact in section.facts)


class Followup(Value):
    """A question offered as a button beneath an answer."""

    title: str
    topic: Topic
    model: Model | None = None


class Table(Value):
    """A comparison side by side; each row is (label, BPO, KPO)."""

    caption: str
    rows: tuple[tuple[str, str, str], ...]

    _has_rows = validator("rows", allow_reuse=True)(between(1, 20))


class Answer(Value):
    """What is said on a topic for a model: the direct answer first, then its points.

    `section` and `facts` name what of the guide it is built on; small talk has neither. The rest is
    optional: `short` is the lead where the lead needs its points; `forms` are leads for questions
    of a form; `listed` is what the lead enumerates; `why` says what the guide gives as the reason,
    `ranked` what it puts first, and `example` a case that it tells.
    """

    lead: str
    short: str | None = None
    forms: dict[Form, str] = {}
    listed: tuple[str, ...] = ()
    why: str | None = None
    ranked: str | None = None
    example: str | None = None
    points: tuple[str, ...] = ()
    table: Table | None = None
    section: str | None = None
    facts: tuple[str, ...] = ()
    followups: tuple[Followup, ...] = ()

    _has_few_followups = validator("followups", allow_reuse=True)(between(0, 2))

    @validator("lead")
    def _lead_is_short(cls, lead: str) -> str:
        words = len(lead.split())
        if words > LEAD_LIMIT:
            raise ValueError(
                f"has {words} words; shorten it to {LEAD_LIMIT} or move the rest to points"
            )
        return lead

    @property
    def in_short(self) -> str:
        """The direct answer alone."""
        return self.short or self.lead

    @property
    def entries(self) -> tuple[str, ...]:
        """What the answer lists, one after the other: in its lead, its table or its points."""
        if self.listed:
            return self.listed
        if self.table is None:
            return self.points
        return tuple(f"{label}: {bpo} (BPO); {kpo} (KPO)" for label, bpo, kpo in self.table.rows)

    @property
    def text(self) -> str:
        """Everything the answer says, as plain text: lead, points and table."""
        table = (
            [self.table.caption, *(" ".join(row) for row in self.table.rows)] if self.table else []
        )
        return "\n".join([self.lead, *self.points, *table])


class TopicEntry(Value):
    """A topic: its name in plain words, a question that asks for it, and its answers.

    `label` reads well inside a sentence ('the benefits'); `question` is a button's title.
    `contrary` has the answers to questions for the contrary, and `details` those to narrower
    questions, by an id that tags their training examples; `opposite` is the topic on the other
    side ('and the bad side?'), where that is another; `examples` says what of the guide illustrates
    the topic, if anything does.
    """

    kind: TopicKind = "guide"
    label: str
    question: str
    answers: dict[AnswerKey, Answer] = {}
    contrary: dict[AnswerKey, Answer] = {}
    details: dict[str, Answer] = {}
    opposite: Topic | None = None
    examples: Literal["work", "industries", "roles"] | None = None


class AnswerBook(Value):
    """answers.yml: every topic with its answers."""

    topics: dict[Topic, TopicEntry]


class Task(Value):
    """A piece of work, with the model that a specialist of outsourcing would name for it.

    `either` is for work with a routine part and an expert part. `why` is the reason, half a
    sentence. `section` is set for the guide's own examples.
    """

    id: str
    name: str
    model: Literal["bpo", "kpo", "either"]
    why: str
    synonyms: tuple[str, ...]
    in_guide: bool = False
    section: str | None = None

    _has_synonyms = validator("synonyms", allow_reuse=True)(between(1, 6))

    @property
    def phrases(self) -> tuple[str, ...]:
        """Every wording of the task, its name first."""
        return (self.name, *self.synonyms)


class Industry(Value):
    """An industry the guide names, and the models it names it for."""

    id: str
    name: str
    models: tuple[Model, ...]
    synonyms: tuple[str, ...] = ()
    section: str

    _has_models = validator("models", allow_reuse=True)(between(1, len(MODELS)))


class Role(Value):
    """A professional whom the guide names for one of the models."""

    id: str
    name: str
    model: Model
    synonyms: tuple[str, ...] = ()
    section: str


class TaskCatalogue(Value):
    """tasks.yml: known tasks, and the guide's industries and roles."""

    tasks: tuple[Task, ...]
    industries: tuple[Industry, ...]
    roles: tuple[Role, ...]


class Nearest(Value):
    """The covered topic that comes closest to a subject the guide leaves out."""

    topic: Topic
    model: Model | None = None


class Refusal(Value):
    """A subject the guide does not cover, and the nearest thing that it does.

    `subject` completes 'The guide does not cover …' and `nearest_text` 'It does cover …'.
    """

    id: str
    subject: str
    nearest: Nearest
    nearest_text: str

    @property
    def text(self) -> str:
        """The honest reply: what is left out, and what is there instead."""
        return f"The guide does not cover {self.subject}. It does cover {self.nearest_text}."


class RefusalBook(Value):
    """refusals.yml: the subjects the guide does not cover."""

    subjects: tuple[Refusal, ...]


@dataclass(frozen=True)
class Content:
    """All content but the criteria, read and checked. Look-ups raise `KeyError` with the mend."""

    guide: Guide
    topics: Mapping[Topic, TopicEntry]
    catalogue: TaskCatalogue
    refusals: tuple[Refusal, ...]

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The known tasks, the guide's own first."""
        return self.catalogue.tasks

    @property
    def small_talk(self) -> frozenset[str]:
        """The topics answered without the guide."""
        return frozenset(self.topics_of("small_talk"))

    @property
    def guide_topics(self) -> frozenset[str]:
        """The topics that the guide answers."""
        return frozenset(self.topics_of("guide", "author"))

    def task(self, task_id: str) -> Task:
        """The known task with this id."""
        for task in self.tasks:
            if task.id == task_id:
                return task
        raise KeyError(f"{task_id!r} is not a task of content/tasks.yml")

    def topics_of(self, *kinds: TopicKind) -> tuple[Topic, ...]:
        """The topics of these kinds, in the order of answers.yml."""
        return tuple(topic for topic, entry in self.topics.items() if entry.kind in kinds)

    def kind(self, topic: Topic) -> TopicKind | None:
        """How a topic is answered; None for what is no topic, such as a command."""
        entry = self.topics.get(topic)
        return None if entry is None else entry.kind

    def answer(
        self,
        topic: Topic,
        models: Collection[Model] = (),
        polarity: Polarity | None = None,
        detail: str | None = None,
    ) -> Answer:
        """The answer on `topic`, on its contrary or on a detail, for the models asked about.

        A detail that the topic does not have is passed over. Where there is no answer for just
        these models the nearest wider one is given: a model alone falls back to the comparison, the
        comparison to the general answer, and the other way round where the question names no model.
        """
        entry = self.topics[topic]
        if detail is not None and detail in entry.details:
            return entry.details[detail]
        answers = entry.contrary if polarity == "contrary" else entry.answers
        for key in _FALLBACKS[answer_key(models)]:
            if key in answers:
                return answers[key]
        raise KeyError(f"the topic {topic!r} has no answers; it is worked out from the message")

    def section(self, section_id: str) -> Section:
        """The section of the guide with this id."""
        for section in self.guide.sections:
            if section.id == section_id:
                return section
        known = ", ".join(section.id for section in self.guide.sections)
        raise KeyError(f"{section_id!r} is not a section of the guide; use one of {known}")

    def fact(self, fact_id: str) -> Fact:
        """The fact of the guide with this id."""
        for fact in self.guide.facts:
            if fact.id == fact_id:
                return fact
        raise KeyError(f"{fact_id!r} is not a fact of content/guide.yml")

    def facts(self, model: Model) -> tuple[Fact, ...]:
        """The facts that hold for `model` only, in the order of the guide."""
        return tuple(fact for fact in self.guide.facts if fact.model == model)

    def examples(self, topic: Topic, models: Collection[Model] = ()) -> tuple[str, ...]:
        """The guide's own names of what illustrates a topic, for the models asked about or all."""
        wanted = set(models) or set(MODELS)
        catalogue, kind = self.catalogue, self.topics[topic].examples
        if kind == "work":
            return tuple(
                task.name for task in catalogue.tasks if task.in_guide and task.model in wanted
            )
        if kind == "industries":
            return tuple(each.name for each in catalogue.industries if wanted & set(each.models))
        if kind == "roles":
            return tuple(role.name for role in catalogue.roles if role.model in wanted)
        return ()

    def industry(self, words: str) -> Industry | None:
        """The industry that a text names, the longest wording first; None if it names none."""
        spoken = f" {' '.join(re.findall(_WORD, words.casefold()))} "
        found = [
            (len(phrase), industry)
            for industry in self.catalogue.industries
            for phrase in (industry.name, *industry.synonyms)
            if f" {' '.join(re.findall(_WORD, phrase.casefold()))} " in spoken
        ]
        return max(found, key=lambda each: each[0])[1] if found else None

    def term(self, words: str) -> Term | None:
        """The term that a text speaks of, the longest wording first; None if it has none."""
        spoken = f" {' '.join(re.findall(_WORD, words.casefold()))} "
        found = [
            (len(phrase), term)
            for term in self.guide.terms
            for phrase in term.phrases
            if f" {' '.join(re.findall(_WORD, phrase.casefold()))} " in spoken
        ]
        return max(found, key=lambda each: each[0])[1] if found else None

    def topic_label(self, topic: Topic) -> str:
        """The topic in plain words, to stand inside a sentence: 'the benefits'."""
        return self.topics[topic].label

    def topic_question(self, topic: Topic) -> str:
        """A question that asks for the topic, to be a button's title: 'What are the benefits?'"""
        return self.topics[topic].question

    def refusal(self, subject: str) -> Refusal:
        """The reply for a subject that the guide does not cover, by its id."""
        for refusal in self.refusals:
            if refusal.id == subject:
                return refusal
        known = ", ".join(refusal.id for refusal in self.refusals)
        raise KeyError(f"{subject!r} is not a subject of refusals.yml; use one of {known}")


def answer_key(models: Collection[Model]) -> AnswerKey:
    """The key under which answers.yml keeps the answer for these models."""
    if len(set(models)) > 1:
        return "both"
    for model in models:
        return model
    return "none"
