"""The schema of `criteria.yml`: the interview's questions, points, gates and policy numbers.

Every number is an integer and policy: it changes with a reason, never to fit a data set.
"""

from __future__ import annotations

from typing import Any, Literal, get_args

from pydantic import (
    BaseModel,
    ConstrainedInt,
    Extra,
    Field,
    StrictBool,
    StrictInt,
    root_validator,
    validator,
)

from content.schema import Model

Outcome = Literal["bpo", "kpo", "hybrid", "in_house"]
Gate = Literal["keep", "split", "rules_out_bpo", "rules_out_kpo"]
"""What an answer does apart from its points: `keep` makes the result in-house, `split` makes it
hybrid when a model reaches the bar, `rules_out_…` takes that model out of the running."""

NOT_SURE = "not_sure"

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


class _Value(BaseModel):
    """A frozen, hashable value that refuses unknown keys."""

    class Config:
        frozen = True
        extra = Extra.forbid
        anystr_strip_whitespace = True
        min_anystr_length = 1


class _Natural(ConstrainedInt):
    strict = True
    ge = 0


class _Positive(_Natural):
    ge = 1


class _Tenths(_Natural):
    le = 10


class Policy(_Value):
    """The numbers of the decision."""

    bar: StrictInt = Field(description="points a model needs before it can be advised")
    tie_band: _Natural = Field(description="points apart that still count as equal")
    parts_for_hybrid: _Positive = Field(description="answers at 'parts' that make a hybrid")
    firm_margin: _Positive = Field(description="smallest margin, in points, of 'firm'")
    fairly_clear_outcomes: _Positive = Field(description="results still possible")
    fairly_clear_tenths: _Tenths = Field(description="tenths of all swing answered")
    leaning_tenths: _Tenths = Field(description="tenths of all swing answered")
    gate_margin: _Positive = Field(description="margin, in points, of a 'keep' gate")
    answers_before_stopping: _Natural = Field(description="fewest answers of an early stop")
    lead_order: tuple[Outcome, ...] = Field(description="who leads when results are as frequent")

    @validator("lead_order")
    def _names_each_outcome_once(cls, value: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
        if sorted(value) != sorted(OUTCOMES):
            raise ValueError(f"name each of {', '.join(OUTCOMES)} once")
        return value


class OutcomeText(_Value):
    """How an outcome is called and what it suits."""

    id: Outcome
    label: str
    suits: str = Field(description="a clause that goes on from the label, such as 'suits …'")
    ours: StrictBool = Field(False, description="our inference, not the guide's own advice")


class SectionReference(_Value):
    """A section of the guide that the interview cites."""

    id: str
    heading: str


class Option(_Value):
    """One answer to a question."""

    value: str
    title: str = Field(description="the button's text")
    statement: str = Field(description="a clause that can follow 'if' and stand as a reason")
    bpo: StrictInt
    kpo: StrictInt
    parts: StrictBool = Field(False, description="counts toward a hybrid")
    gate: Gate | None = None
    examples: tuple[str, ...] = Field(
        description="what people say who mean this answer; data/answers has more to learn from"
    )

    @validator("value")
    def _is_not_reserved(cls, value: str) -> str:
        if value == NOT_SURE:
            raise ValueError(f"'{NOT_SURE}' belongs to every question; use another value")
        return value


class Amounts(_Value):
    """How an amount such as '300 a month' reads as an option; ours, as the guide names none."""

    low: str
    medium: str
    high: str
    low_below: _Positive = Field(description="pieces a month")
    high_from: _Positive = Field(description="pieces a month")
    clear_factor: _Positive = Field(description="this many times past a bound is clear")
    high_people: _Positive = Field(description="people full time from which it is high")

    def value(self, monthly: int) -> str:
        """The option of a number of pieces a month."""
        if monthly >= self.high_from:
            return self.high
        return self.low if monthly < self.low_below else self.medium

    def is_clear(self, monthly: int) -> bool:
        """Whether a number of pieces a month is far past a bound."""
        far_up = monthly >= self.high_from * self.clear_factor
        return far_up or monthly * self.clear_factor <= self.low_below

    def of_people(self, people: float) -> str:
        """The option of a number of people who are busy with it full time."""
        return self.high if people >= self.high_people else self.medium


class Question(_Value):
    """One question of the interview, a criterion of the decision."""

    id: str
    short: str = Field(description="the label of summary lines")
    names: tuple[str, ...] = Field(description="what visitors call its subject, in lower case")
    text: str
    hint: str
    why: str = Field(description="why it is asked, the guide's reason in our words")
    section: str = Field(description="the section that reason stands in")
    offered: StrictBool = Field(False, description="offered after the result is settled")
    amounts: Amounts | None = None
    options: tuple[Option, ...] = Field(description="two or more")

    @property
    def swing(self) -> int:
        """The larger of the ranges of this question's points in BPO and in KPO."""
        bpo = [option.bpo for option in self.options]
        kpo = [option.kpo for option in self.options]
        return max(max(bpo) - min(bpo), max(kpo) - min(kpo))

    @property
    def values(self) -> tuple[str, ...]:
        """The values of the options, in order."""
        return tuple(option.value for option in self.options)

    def option(self, value: str) -> Option:
        """The option of a value.

        Raises:
            KeyError: the question has no such option.
        """
        for option in self.options:
            if option.value == value:
                return option
        raise KeyError(f"question '{self.id}' has no option '{value}'")

    @root_validator(skip_on_failure=True)
    def _options_are_apart(cls, values: dict[str, Any]) -> dict[str, Any]:
        options: tuple[Option, ...] = values["options"]
        if len(options) < 2:
            raise ValueError(f"options of '{values['id']}': {len(options)} given; two are needed")
        _refuse_repeats("value", [option.value for option in options])
        _refuse_repeats("title", [option.title.lower() for option in options])
        _refuse_repeats(
            "example",
            [text.lower() for option in options for text in option.examples],
        )
        amounts: Amounts | None = values["amounts"]
        if amounts is not None:
            known = {option.value for option in options}
            for value in (amounts.low, amounts.medium, amounts.high):
                if value not in known:
                    raise ValueError(f"amounts: '{value}' is not an option of '{values['id']}'")
        return values


class NotSure(_Value):
    """The answer every question takes besides its options."""

    title: str
    examples: tuple[str, ...] = Field(description="as those of an option")


class Opener(_Value):
    """The unscored first question."""

    text: str
    hint: str


class Trigger(_Value):
    """An answer that raises a warning or a step; `not_sure` is a question left open."""

    criterion: str
    value: str
    weight: _Positive = Field(1)
    because: str | None = Field(None, description="a clause, where the statement does not fit")


class Challenge(_Value):
    """A challenge the guide names for a model, with the guide's practice against it."""

    model: Model
    text: str
    practice: str
    if_raised: str | None = Field(None, description="what is added where an answer raises it")
    section: str
    raised_by: tuple[Trigger, ...] = ()


class Keeping(_Value):
    """What the guide asks for before work kept in-house could be handed over."""

    practice: str
    section: str


class NextStep(_Value):
    """Something to do next, for the outcomes it belongs to."""

    text: str
    drawn: str | None = Field(None, description="instead of it, where the visitor named the parts")
    outcomes: tuple[Outcome, ...]
    model: Model | None = Field(None, description="only where this model takes on work")
    raised_by: tuple[Trigger, ...] = Field((), description="only where one of these is so")


class Criteria(_Value):
    """All of `criteria.yml`."""

    version: str = Field(description="kept with each result; a new one with each change of policy")
    policy: Policy
    outcomes: tuple[OutcomeText, ...]
    sections: tuple[SectionReference, ...]
    opener: Opener
    not_sure: NotSure
    disclosure: str = Field(description="who wrote the guide, and which results are ours")
    topic_words: tuple[str, ...] = Field(description="what names a topic of the guide, alone")
    questions: tuple[Question, ...]
    warnings: tuple[Challenge, ...] = ()
    keeping: Keeping
    next_steps: tuple[NextStep, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the questions, in order."""
        return tuple(question.id for question in self.questions)

    @property
    def swing(self) -> int:
        """The summed swing of all questions, in points."""
        return sum(question.swing for question in self.questions)

    def question(self, criterion: str) -> Question:
        """The question of a criterion.

        Raises:
            KeyError: there is no such criterion.
        """
        for question in self.questions:
            if question.id == criterion:
                return question
        raise KeyError(f"'{criterion}' is not a criterion; use one of {', '.join(self.ids)}")

    def outcome(self, outcome: str) -> OutcomeText:
        """The texts of an outcome.

        Raises:
            KeyError: there is no such outcome.
        """
        for text in self.outcomes:
            if text.id == outcome:
                return text
        raise KeyError(f"'{outcome}' is not an outcome; use one of {', '.join(OUTCOMES)}")

    def section(self, section: str) -> SectionReference:
        """The reference to a section of the guide.

        Raises:
            KeyError: the criteria cite no such section.
        """
        for reference in self.sections:
            if reference.id == section:
                return reference
        raise KeyError(f"'{section}' is not a section the criteria cite")

    @root_validator(skip_on_failure=True)
    def _parts_fit_together(cls, values: dict[str, Any]) -> dict[str, Any]:
        questions: tuple[Question, ...] = values["questions"]
        _refuse_repeats("question", [question.id for question in questions])
        _refuse_repeats("outcome", [outcome.id for outcome in values["outcomes"]])
        missing = set(OUTCOMES) - {outcome.id for outcome in values["outcomes"]}
        if missing:
            raise ValueError(f"outcomes: {', '.join(sorted(missing))} missing; name all four")
        sections = [section.id for section in values["sections"]]
        _refuse_repeats("section", sections)
        warnings: tuple[Challenge, ...] = values["warnings"]
        cited = [(f"questions.{q.id}", q.section) for q in questions]
        cited += [(f"warnings.{n}", w.section) for n, w in enumerate(warnings)]
        cited.append(("keeping", values["keeping"].section))
        for place, section in cited:
            if section not in sections:
                raise ValueError(
                    f"{place}.section: '{section}' is not listed under sections; "
                    f"use one of {', '.join(sections)}"
                )
        answers = {q.id: q.values for q in questions}
        raised = [(f"warnings.{n}", w.raised_by) for n, w in enumerate(warnings)]
        raised += [(f"next_steps.{n}", s.raised_by) for n, s in enumerate(values["next_steps"])]
        for place, triggers in raised:
            for trigger in triggers:
                given = answers.get(trigger.criterion, ())
                if not given or trigger.value not in (*given, NOT_SURE):
                    raise ValueError(
                        f"{place}.raised_by: '{trigger.criterion}={trigger.value}' is "
                        "not an answer; use a criterion and one of its values"
                    )
        return values


def _refuse_repeats(what: str, names: list[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"the {what} '{name}' appears twice; keep one")
