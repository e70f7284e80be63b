"""Is free text taken for the answer it means, and for none when in doubt?"""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.amounts import monthly_amounts
from advisor.mentions import disputes
from advisor.phrasing import contradiction, interpret, interpret_all, interpret_part
from content import load_criteria
from content.criteria import NOT_SURE, Criteria

OPTIONS = [(q.id, o.value) for q in load_criteria().questions for o in q.options]


def meant(criteria: Criteria, question: str, text: str) -> tuple[str | None, str | None]:
    found = interpret(criteria, criteria.question(question), text)
    return found.value, found.certainty


@pytest.mark.parametrize(("question", "value"), OPTIONS)
def test_title_value_and_number_of_an_option_are_exact(
    criteria: Criteria, question: str, value: str
) -> None:
    option = criteria.question(question).option(value)
    number = criteria.question(question).values.index(value) + 1
    ordinal = ["first", "second", "third", "fourth"][number - 1]
    said = [option.title, option.title.upper() + "!", value, str(number), f"option {number}"]
    for text in (*said, ordinal, f"the {ordinal} one"):
        assert meant(criteria, question, text) == (value, "exact"), text


@pytest.mark.parametrize(("question", "value"), OPTIONS)
def test_each_phrasing_means_its_option_without_asking_back(
    criteria: Criteria, question: str, value: str
) -> None:
    for text in criteria.question(question).option(value).phrasings:
        found, certainty = meant(criteria, question, text)
        assert (found, certainty in ("exact", "clear")) == (value, True), text


@pytest.mark.parametrize(("question", "value"), OPTIONS)
def test_a_suggestive_phrase_is_only_a_guess(criteria: Criteria, question: str, value: str) -> None:
    for text in criteria.question(question).option(value).suggestive:
        assert meant(criteria, question, text) == (value, "guess"), text


@pytest.mark.parametrize("question", load_criteria().ids)
def test_not_sure_is_understood_in_many_words(criteria: Criteria, question: str) -> None:
    for text in criteria.not_sure.phrasings:
        assert meant(criteria, question, text)[0] == NOT_SURE, text


@pytest.mark.parametrize(
    ("question", "text", "wanted"),
    [
        ("judgement", "not rarely", ("some", "clear")),
        ("judgement", "no, never", ("rarely", "clear")),
        ("judgement", "Hardly ever!", ("rarely", "clear")),
        ("judgement", "I'd say almost never", ("rarely", "clear")),
        ("judgement", "all the time, honestly", ("nearly_always", "clear")),
        ("judgement", "it is never easy", ("rarely", "guess")),
        ("judgement", "not always", (None, None)),
        ("judgement", "not never", (None, None)),
        ("judgement", "no, always", (None, None)),
        ("judgement", "rarely, but sometimes", (None, None)),
        ("judgement", "what do you mean by always?", (None, None)),
        ("judgement", "yes", (None, None)),
        ("volume", "tons", ("high", "clear")),
        ("volume", "every day thousands", ("high", "clear")),
        ("volume", "not a lot", ("low", "clear")),
        ("volume", "not tons", (None, None)),
        ("volume", "it's a one-off project", ("low", "clear")),
        ("core", "yes it is", ("yes", "clear")),
        ("core", " Parts of it\n", ("parts", "exact")),
        ("core", "well, yes", ("yes", "clear")),
        ("core", "No - customers never see it", ("no", "clear")),
        ("core", "yes, partly", ("parts", "guess")),
        ("core", "yes, but only parts", ("parts", "guess")),
        ("volume", "yes and no", (None, None)),
        ("goal", "yes and no", (None, None)),
        ("tolerance", "no, we can", (None, None)),
        ("tolerance", "no we could", (None, None)),
        ("tolerance", "yes, we can't", (None, None)),
        ("tolerance", "no, we can't", ("no", "guess")),
        ("core", "no idea, probably not", ("no", "guess")),
        ("core", "I've no clue but I don't think so", ("no", "guess")),
        ("core", "no idea", (NOT_SURE, "clear")),
        ("sensitivity", "only public data plus passwords", (None, None)),
        ("sensitivity", "no personal data besides the odd phone call", (None, None)),
        ("sensitivity", "only public data and customer names", (None, None)),
        ("core", "the front is, the back isn't", ("parts", "guess")),
        ("core", "clients have no idea of it", (None, None)),
        ("judgement", "in 90% of cases", ("nearly_always", "guess")),
        ("judgement", "about one in four", ("some", "guess")),
        ("judgement", "once a quarter", (None, None)),
        ("volume", "two people full time", ("high", "guess")),
        ("volume", "$4m a year", (None, None)),
        ("volume", "we are 40 people", (None, None)),
        ("core", "No. It is our core business.", (None, None)),
        ("core", "not what we are known for", (None, None)),
        ("core", "I'm not sure customers would notice", (NOT_SURE, "guess")),
        ("core", "honestly I don't know", (NOT_SURE, "clear")),
        ("measurable", "it can't be measured", ("no", "clear")),
        ("measurable", "not easy to measure", (None, None)),
        ("measurable", "no, we count errors", (None, None)),
        ("sensitivity", "patient data", ("a_lot", "clear")),
        ("sensitivity", "no patient data", (None, None)),
        ("sensitivity", "yes", (None, None)),
        ("expertise", "yes", ("throughout", "guess")),
        ("expertise", "you don't need a degree", (None, None)),
        ("goal", "cost and capacity", (None, None)),
        ("goal", "cheaper please", ("cost", "clear")),
        ("goal", "", (None, None)),
        ("goal", "bananas", (None, None)),
    ],
)
def test_a_text_is_taken_as_meant_or_not_at_all(
    criteria: Criteria, question: str, text: str, wanted: tuple[str | None, str | None]
) -> None:
    assert meant(criteria, question, text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("3000 invoices a month", ("high", "clear")),
        ("3,000 invoices per month", ("high", "clear")),
        ("10k orders monthly", ("high", "clear")),
        ("about 30 a day", ("high", "guess")),
        ("100 a month", ("medium", "guess")),
        ("5 a week", ("low", "guess")),
        ("five a year", ("low", "clear")),
        ("40 hours a week", (None, None)),
        ("$500 a month", (None, None)),
        ("not 3000 a month", (None, None)),
        ("5 a week or 90 a month", (None, None)),
        ("2000", (None, None)),
        ("between 2000 and 3000 a month", ("high", "clear")),
        ("10 to 20 a week", ("medium", "guess")),
        ("between 8 and 9000 a month", (None, None)),
        ("5-5000 a month", (None, None)),
        ("it used to be 900 a day, now 12", (None, None)),
        ("it used to be 900 a day, now 12 a month", ("low", "guess")),
        ("800 a day back then, but now 7", (None, None)),
        ("1,5k a week", ("high", "clear")),
        ("1.5k a week", ("high", "clear")),
        ("each month around 2,000 invoices", ("high", "clear")),
        ("every week 40 working hours", (None, None)),
        ("every day since 2019", (None, None)),
    ],
)
def test_an_amount_is_clear_only_far_from_the_bounds(
    criteria: Criteria, text: str, wanted: tuple[str | None, str | None]
) -> None:
    assert meant(criteria, "volume", text) == wanted


def test_the_ends_of_a_wide_range_are_disputed(criteria: Criteria) -> None:
    found = disputes(criteria, "tagging photos, between 8 and 9000 a month")
    assert [each.words for each in found] == [("8", "9000 a month")]


def test_no_part_of_a_text_is_an_amount_that_is_disputed_or_past(criteria: Criteria) -> None:
    for text in ("between 8 and 9000 a month", "800 a day back then, but now 7"):
        assert interpret_part(criteria, criteria.question("volume"), text) is None, text


def test_an_amount_means_nothing_where_no_amount_is_asked(criteria: Criteria) -> None:
    assert meant(criteria, "goal", "3000 invoices a month") == (None, None)


@pytest.mark.parametrize(
    ("text", "monthly"),
    [("2 a quarter", 1), ("1 million a year", 83_333), ("hundreds of calls a day", 6_300)],
)
def test_amounts_are_counted_by_the_month(text: str, monthly: int) -> None:
    assert [amount for amount, _, _ in monthly_amounts(text)] == [monthly]


class Likeness:
    """A similarity that finds set phrases alike, and all others not at all."""

    def __init__(self, **alike: float) -> None:
        self._alike = {name.replace("_", " "): value for name, value in alike.items()}

    def __call__(self, text: str, phrases: Sequence[str]) -> list[float]:
        return [self._alike.get(phrase, 0.0) for phrase in phrases]


@pytest.mark.parametrize(
    ("text", "likeness", "wanted"),
    [
        ("people buy it elsewhere", Likeness(back_office=0.8), ("no", "guess")),
        ("people buy it elsewhere", Likeness(back_office=0.4), (None, None)),
        ("people love it", Likeness(back_office=0.8, it_is_core=0.8), (None, None)),
        ("people love it", Likeness(it_is_core=0.5), ("yes", "guess")),
        ("nobody loves it", Likeness(it_is_core=0.5), (None, None)),
        ("we shall see", Likeness(unsure=0.9), (NOT_SURE, "guess")),
        ("tell me more about it", Likeness(it_is_core=0.9), (None, None)),
    ],
)
def test_likeness_only_ever_gives_a_guess(
    criteria: Criteria, text: str, likeness: Likeness, wanted: tuple[str | None, str | None]
) -> None:
    found = interpret(criteria, criteria.question("core"), text, likeness)
    assert (found.value, found.certainty) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("volume is high and it's all written down", {"volume": "high", "standardised": "yes"}),
        (
            "only experts can do it and every case is different",
            {"expertise": "throughout", "standardised": "no"},
        ),
        ("a lot, 5000 a month, and we have SOPs", {"volume": "high", "standardised": "yes"}),
        ("we have the budget for it but no patient data", {"tolerance": "yes"}),
        ("it's not high volume", {}),
        ("we don't track error rates", {}),
        ("if it were fully documented", {}),
        ("we want it fully documented", {}),
        ("do you have SLAs?", {}),
        ("fully documented, well, nothing is written down really", {}),
        ("it used to be 3000 a month, now only a handful", {"volume": "low"}),
        ("no, it needs a licensed accountant", {"expertise": "throughout"}),
        ("no it does not need a licensed accountant", {}),
        ("it needs no expert", {"expertise": "no"}),
        ("it takes no trained specialist", {"expertise": "no"}),
        ("no specialist is needed", {"expertise": "no"}),
        ("we do it without any specialists", {"expertise": "no"}),
        ("no degree needed", {"expertise": "no"}),
        ("it can't be done without a specialist", {}),
        ("it is impossible without an engineer", {}),
        ("it takes a tax lawyer", {"expertise": "throughout"}),
        ("yes and no", {}),
        ("no", {}),
    ],
)
def test_answers_to_other_questions_are_taken_only_when_said(
    criteria: Criteria, text: str, wanted: dict[str, str]
) -> None:
    found = {criterion: each.value for criterion, each in interpret_all(criteria, text)}
    assert found == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("hardly ever, and it is 3000 receipts a month", ("rarely", "hardly ever")),
        ("it is highly confidential and rarely", ("rarely", "rarely")),
        ("rarely, or well, nearly always", None),
        ("3000 receipts a month", None),
    ],
)
def test_a_part_of_a_text_answers_the_question(
    criteria: Criteria, text: str, wanted: tuple[str, str] | None
) -> None:
    found = interpret_part(criteria, criteria.question("judgement"), text)
    assert (None if found is None else (found[0].value, found[1])) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("rarely, no wait, nearly always", ("rarely", "nearly always")),
        ("hardly ever", None),
        ("no idea what you mean", None),
    ],
)
def test_two_answers_to_one_question_contradict_each_other(
    criteria: Criteria, text: str, wanted: tuple[str, str] | None
) -> None:
    found = contradiction(criteria.question("judgement"), text)
    assert (found and tuple(each.lower() for each in found)) == wanted


@pytest.mark.parametrize(
    ("question", "text", "wanted"),
    [
        ("volume", "thousands of invoices a month, well, only a handful", (None, None)),
        ("volume", "3000 a month, sometimes only 5 a month", (None, None)),
        ("expertise", "an intern could do it, no, it needs a lawyer", (None, None)),
        ("volume", "it used to be 3000 a month, now only a handful", ("low", "guess")),
        ("standardised", "the same steps but not written down", ("parts", "clear")),
        (
            "standardised",
            "the forms are all documented but the rest are not documented",
            ("parts", "guess"),
        ),
    ],
)
def test_what_is_said_twice_otherwise_is_no_answer_but_for_parts(
    criteria: Criteria, question: str, text: str, wanted: tuple[str | None, str | None]
) -> None:
    assert meant(criteria, question, text) == wanted


def test_a_hedged_answer_to_another_question_is_a_guess(criteria: Criteria) -> None:
    assert dict(interpret_all(criteria, "maybe it is high volume"))["volume"].certainty == "guess"


@pytest.mark.parametrize(
    ("question", "text", "wanted"),
    [
        ("judgement", "rarley", ("rarely", "guess")),
        ("judgement", "rarly", ("rarely", "guess")),
        ("judgement", "somtimes", ("some", "guess")),
        ("judgement", "Nearly alwasy, constanlty", (None, None)),
        ("expertise", "thruoghout", ("throughout", "guess")),
        ("goal", "inovation", ("innovation", "guess")),
        ("judgement", "not rarley", ("some", "guess")),
        ("judgement", "barely", (None, None)),
        ("judgement", "really", (None, None)),
        ("judgement", "yess", (None, None)),
    ],
)
def test_a_mistyped_word_of_an_answer_is_guessed(
    criteria: Criteria, question: str, text: str, wanted: tuple[str | None, str | None]
) -> None:
    assert meant(criteria, question, text) == wanted


@given(text=st.text(max_size=60))
def test_the_words_of_an_answer_stand_in_the_text(criteria: Criteria, text: str) -> None:
    for said in (text, f"{text} 5000 a month, {text} patient data"):
        assert all((found.matched or "") in said for _, found in interpret_all(criteria, said))


@given(text=st.text(max_size=60))
def test_any_text_gives_an_answer_of_the_question_or_none(criteria: Criteria, text: str) -> None:
    for question in criteria.questions:
        found = interpret(criteria, question, text)
        assert found.value in (*question.values, NOT_SURE, None)
        assert (found.value is None) == (found.certainty is None)
