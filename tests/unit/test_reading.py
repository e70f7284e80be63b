"""What is made of the chances that the trained reader gives: findings, or none."""

from __future__ import annotations

from typing import Any

import pytest

from advisor.reading.amounts import amounts
from advisor.reading.findings import Finding
from advisor.reading.reader import Bars, Reader
from content import load_criteria
from content.criteria import NOT_SURE

CRITERIA = load_criteria()
READER = Reader(CRITERIA)
LIKELY = Bars().sure + 0.01
UNLIKELY = Bars().guess - 0.05


def signals(
    text: str, asked: dict[str, dict[str, float]] | None = None, **said: dict[str, float]
) -> list[dict[str, Any]]:
    return [{"start": 0, "end": len(text), "asked": asked or {}, "said": said}]


def answered(text: str, criterion: str, **chances: float) -> tuple[str, str] | None:
    found = READER.answer(text, criterion, signals(text, {criterion: chances}))
    return None if found is None else (found.value, found.certainty)


@pytest.mark.parametrize(
    ("criterion", "text", "wanted"),
    [
        ("core", "yes", ("yes", "sure")),
        ("core", "nope", ("no", "sure")),
        ("core", "n", ("no", "sure")),
        ("core", "y", ("yes", "sure")),
        ("core", "👍", ("yes", "sure")),
        ("core", "Kinda.", ("parts", "sure")),
        ("core", "not really", ("no", "doubtful")),
        ("core", "yes and no", ("parts", "sure")),
        ("core", "Parts of it", ("parts", "sure")),
        ("core", "2", ("parts", "sure")),
        ("core", "option 3", ("yes", "sure")),
        ("core", "5k", None),
        ("standardised", "yep", ("yes", "sure")),
        ("standardised", "3", ("no", "sure")),
        ("sensitivity", "yes", ("some", "doubtful")),
        ("sensitivity", "no", ("no", "sure")),
        ("sensitivity", "a lot", ("a_lot", "sure")),
        ("tolerance", "a little", ("a_little", "sure")),
        ("judgement", "yes", None),
        ("judgement", "rarely", ("rarely", "sure")),
        ("judgement", "nearly always", ("nearly_always", "sure")),
        ("judgement", "partly", ("some", "sure")),
        ("goal", "yes", None),
        ("goal", "no", None),
        ("volume", "yes", None),
        ("volume", "1", ("low", "doubtful")),
        ("volume", "3", ("low", "doubtful")),
        ("volume", "5k", ("high", "doubtful")),
        ("volume", "10K", ("high", "doubtful")),
        ("volume", "a few thousand", ("high", "doubtful")),
        ("analysis", "not sure", (NOT_SURE, "sure")),
    ],
)
def test_a_bare_reply_means_what_its_question_makes_of_it(
    criterion: str, text: str, wanted: tuple[str, str] | None
) -> None:
    found = READER.answer(text, criterion, None)
    assert (found and (found.value, found.certainty)) == wanted


def test_a_bare_yes_answers_no_question_that_it_cannot_answer_whatever_the_chances() -> None:
    assert answered("yes", "judgement", nearly_always=0.99) is None


def test_a_likely_answer_counts_and_a_less_likely_one_is_asked_back() -> None:
    assert answered("they hire us for the van", "core", no=LIKELY) == ("no", "sure")
    asked_back = ("no", "doubtful")
    assert (
        answered("they hire us for the van", "core", no=Bars().guess + 0.01, yes=0.4) == asked_back
    )
    assert answered("they hire us for the van", "core", no=UNLIKELY) is None


def test_nothing_is_read_where_nothing_is_likelier() -> None:
    reader = Reader(CRITERIA, Bars(guess=0.1))
    text = "the kettle is on"
    assert reader.answer(text, "core", signals(text, {"core": {"no": 0.4}})) is None


@pytest.mark.parametrize(
    "text",
    [
        "maybe they hire us for it",
        "i think they hire us for it",
        "they used to hire us for it",
        "it is not without a license",
        "anything but easy",
    ],
)
def test_what_is_hedged_past_or_denied_twice_never_counts_at_once(text: str) -> None:
    assert answered(text, "core", yes=0.999) == ("yes", "doubtful")


def test_the_words_of_a_finding_are_the_clause_that_says_it() -> None:
    text = "thanks for asking, customers never see it"
    read = signals(text, {"core": {"no": 0.97}})
    read += [
        {"start": 0, "end": 18, "asked": {}, "said": {}},
        {"start": 19, "end": len(text), "asked": {"core": {"no": 0.9}}, "said": {}},
    ]
    assert READER.answer(text, "core", read) == Finding(
        "core", "no", "customers never see it", "sure"
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("3,000 invoices a month", ("high", "sure")),
        ("we do 40 a week", ("medium", "sure")),
        ("five or six a year", ("low", "sure")),
        ("three hundred and ten, monthly", ("medium", "sure")),
        ("eighteen hundred lines in the month", ("high", "sure")),
        ("two of us full time, all year", ("high", "sure")),
        ("two days a week for one of us", ("medium", "sure")),
        ("every month we get about 300", ("medium", "sure")),
        ("520 a month", ("high", "doubtful")),
        ("maybe 3,000 a month", ("high", "doubtful")),
        ("200 a month, no, 900 a month", None),
        ("$2000 a month", None),
        ("since 1988", None),
        ("30% of it", None),
    ],
)
def test_amounts_say_how_much_there_is(text: str, wanted: tuple[str, str] | None) -> None:
    found = READER.answer(text, "volume", None)
    assert (found and (found.value, found.certainty)) == wanted


@pytest.mark.parametrize(
    ("text", "monthly"),
    [
        ("5 a day", 105),
        ("10-12 a week", 47),
        ("1.200 a month", 1200),
        ("2k per month", 2000),
        ("dozens a month", 36),
        ("two dozen a month", 24),
        ("4 a quarter", 1),
    ],
)
def test_amounts_are_turned_into_pieces_a_month(text: str, monthly: int) -> None:
    (amount,) = amounts(text)
    assert amount.unit == "pieces"
    assert round(amount.size) == monthly


def test_an_amount_that_used_to_be_is_none() -> None:
    assert [round(each.size) for each in amounts("1000 a month back then, now 10 a month")] == [10]


@pytest.mark.parametrize(
    "clause",
    [
        "is it confidential?",
        "what is a lot",
        "if we had health records",
        "what if it were secret",
        "i wish it were secret",
    ],
)
def test_a_question_a_supposition_and_a_wish_state_nothing(clause: str) -> None:
    assert READER.facts(clause, signals(clause, sensitivity={"a_lot": 0.99})) == ()


def test_two_facts_that_contradict_each_other_are_one_that_is_doubtful() -> None:
    text = "all of it is secret. none of it is secret"
    read = [
        {"start": 0, "end": len(text), "asked": {}, "said": {}},
        {"start": 0, "end": 20, "asked": {}, "said": {"sensitivity": {"a_lot": 0.95}}},
        {"start": 21, "end": len(text), "asked": {}, "said": {"sensitivity": {"no": 0.9}}},
    ]
    (finding,) = READER.facts(text, read)
    assert (finding.value, finding.certainty) == ("a_lot", "doubtful")


def test_a_fact_that_is_plainly_stated_is_sure_and_carries_its_words() -> None:
    text = "payslips for 80 people"
    read = signals(text, sensitivity={"a_lot": 0.97})
    assert READER.facts(text, read) == (Finding("sensitivity", "a_lot", text, "sure"),)


def test_an_amount_without_a_pace_is_no_fact() -> None:
    assert READER.facts("payroll for 80 people", None) == ()
    assert [each.value for each in READER.facts("we do 3,000 a month", None)] == ["high"]


@pytest.mark.parametrize(
    ("text", "criterion", "value"),
    [
        ("change the volume to low", "volume", "low"),
        ("what if volume were low?", "volume", "low"),
        ("core should be parts, not yes", "core", "parts"),
        ("set hard decisions to nearly always", "judgement", "nearly_always"),
        ("actually the volume is 3000 a month", "volume", "high"),
        ("I want to change my answer about specialists", "expertise", None),
        ("change data analysis to partly", "analysis", "partly"),
    ],
)
def test_a_question_that_is_named_is_amended(text: str, criterion: str, value: str | None) -> None:
    (amendment,) = READER.amendments(text, None)
    found = amendment.finding
    assert (amendment.criterion, found and found.value) == (criterion, value)


def test_two_questions_can_be_amended_at_once() -> None:
    found = READER.amendments("volume to low and core to no", None)
    assert [(each.criterion, each.finding and each.finding.value) for each in found] == [
        ("volume", "low"),
        ("core", "no"),
    ]


def test_a_text_that_names_no_question_amends_nothing() -> None:
    assert READER.amendments("change an answer", None) == ()


def test_a_reply_that_opens_with_no_is_never_read_as_the_contrary() -> None:
    text = "no not really our thing"
    signals = [{"start": 0, "end": len(text), "asked": {"core": {"yes": 0.9}}, "said": {}}]
    found = Reader(load_criteria()).answer(text, "core", signals)

    assert found is not None
    assert (found.value, found.certainty) == ("no", "doubtful")
