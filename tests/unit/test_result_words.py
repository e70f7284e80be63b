"""What is said in the turns about a result, and do its sentences stand in content alone?"""

import ast
from pathlib import Path

import pytest

import advisor
from advisor.decision.answers import Answers
from advisor.decision.recommendation import Boundary, recommend
from advisor.decision.several import KeptResult, differing, first_to_start
from advisor.decision.what_if import Supposition
from advisor.speaking.results import ResultWords
from content import load_criteria, load_texts
from content.criteria import NOT_SURE, OUTCOMES
from tests.unit.answer_sets import EXPERT, MIXED, ROUTINE

WORDS = ResultWords(load_criteria(), load_texts())
BOUNDARY = Boundary(("the review",), ("the typing",))
OPEN = {"core": "no", "judgement": "some", "standardised": "parts", "volume": "high"} | {
    "analysis": "partly"
}


def of(given_answers: dict[str, str]) -> Answers:
    return Answers.of(load_criteria(), given_answers)


def kept(work: str, given_answers: dict[str, str], *, with_answers: bool = True) -> KeptResult:
    found = recommend(load_criteria(), of(given_answers))
    answers = of(given_answers) if with_answers else None
    return KeptResult(work, work, found.outcome, found.confidence, found.points, answers)


# Why, and why not


def test_why_tells_what_speaks_for_a_result_and_against_it() -> None:
    reply = WORDS.why(recommend(load_criteria(), of(EXPERT)))
    assert reply.payload["code"] == "why_result"
    assert "What speaks for it:\n- Nearly every case needs a hard decision" in reply.text
    assert "What speaks against it:\n- There is a fair amount of it: that speaks for BPO." in (
        reply.text
    )
    assert [button.title for button in reply.buttons] == ["Show all points"]


def test_why_not_tells_of_one_other_outcome() -> None:
    told = recommend(load_criteria(), of(ROUTINE))
    assert WORDS.why_not(told, "kpo").text == (
        "KPO: It suits work that lives on expertise and analysis, "
        "but it has −7 points here and needs 8."
    )
    assert WORDS.why_not(told, "bpo") == WORDS.why(told)


def test_in_house_is_not_said_of_a_model_that_misses_the_bar() -> None:
    told = recommend(load_criteria(), of(MIXED | {"core": "parts", "tolerance": "no"}))
    lines = {each.outcome: WORDS.why_not(told, each.outcome).text for each in told.others}
    assert "here BPO reaches the bar of 8 points" in lines["in_house"]
    assert "it has 5 points here and needs 8" in lines["kpo"]


# One reason


def test_a_reason_is_explained_by_question_answer_points_and_the_guides_reason() -> None:
    reply = WORDS.reason(recommend(load_criteria(), of(ROUTINE)), 3)
    question = load_criteria().question("standardised")
    assert reply.payload["section"]["id"] == question.section
    for part in (question.text, "“Yes”", "BPO +5, KPO 0", question.why, "Reason three"):
        assert part in reply.text


def test_a_reason_against_is_counted_on_after_those_for() -> None:
    told = recommend(load_criteria(), of(EXPERT))
    assert "There is a fair amount of it" in WORDS.reason(told, 4).text


@pytest.mark.parametrize("place", [0, 7, -1])
def test_a_reason_that_was_not_given_is_not_invented(place: int) -> None:
    reply = WORDS.reason(recommend(load_criteria(), of(EXPERT)), place)
    assert reply.payload["code"] == "no_such_reason"
    assert reply.text.startswith("I gave six reasons: Nearly every case")


def test_too_early_has_no_reasons() -> None:
    reply = WORDS.reason(recommend(load_criteria(), of({})), 1)
    assert reply.payload["code"] == "no_reason"
    assert "It hangs most on" in reply.text


# Warnings, steps, certainty


def test_warnings_name_the_answers_and_what_else_the_guide_names() -> None:
    text = WORDS.warnings(recommend(load_criteria(), of(ROUTINE))).text
    assert "It counts here because there is a lot of it, steadily." in text
    assert "does not raise" not in text
    assert "your answers do not raise: You would have less direct control" in text


def test_too_early_has_no_warnings_yet() -> None:
    text = WORDS.warnings(recommend(load_criteria(), of({}))).text
    assert text.startswith("It is too early to say what to keep in mind")


def test_what_is_not_known_yet_is_said_with_a_warning() -> None:
    known = {k: v for k, v in EXPERT.items() if k != "sensitivity"}
    text = WORDS.warnings(recommend(load_criteria(), of(known))).text
    assert "nothing is known yet on sensitive data" in text
    assert "lawyer" not in text


def test_a_line_that_is_drawn_already_is_to_be_written_down() -> None:
    told = recommend(load_criteria(), of(MIXED))
    assert "Draw a clear line" in WORDS.next_steps(told).text
    assert "Write down the line between the parts" in WORDS.next_steps(told, BOUNDARY).text


def test_next_steps_are_numbered() -> None:
    text = WORDS.next_steps(recommend(load_criteria(), of(EXPERT))).text
    assert "\n1. In an internal assessment, check first what could change the result: core" in text
    assert "knowledge-transfer" in text


@pytest.mark.parametrize(
    ("given_answers", "said"),
    [
        (EXPERT, "Another answer on core work alone could change it"),
        ({"core": "yes"}, "Firm: that answer decides on its own."),
        (OPEN, "Leaning: most ways to answer the open questions lead here"),
        ({}, "Too early: it could still be"),
    ],
)
def test_certainty_says_by_what(given_answers: dict[str, str], said: str) -> None:
    assert said in WORDS.certainty(recommend(load_criteria(), of(given_answers))).text


# What if


@pytest.mark.parametrize(
    ("given_answers", "supposed", "said"),
    [
        (
            ROUTINE,
            (Supposition("volume", "low"),),
            "If there is little of it, or it is a one-off, "
            "the result would be keeping it in-house.",
        ),
        (ROUTINE, (Supposition("goal", "capacity"),), "the result would still be BPO."),
        (
            ROUTINE,
            (Supposition("volume", "low"), Supposition("core", "parts")),
            "If there is little of it, or it is a one-off and part of this work is a reason "
            "customers choose you, the result would be keeping it in-house.",
        ),
        (
            {k: ROUTINE[k] for k in ("core", "judgement", "expertise", "standardised", "volume")},
            (Supposition("judgement", "nearly_always"),),
            "the result could become keeping it in-house",
        ),
        (OPEN, (Supposition("core", "yes"),), "the result would be keeping it in-house."),
        (OPEN, (Supposition("goal", "cost"),), "the result stays open: it could be a hybrid or"),
        (
            ROUTINE,
            (Supposition("volume", "high"),),
            "That is your answer now: there is a lot of it, steadily. The result is BPO.",
        ),
        (OPEN, (Supposition("volume", "high"),), "The result so far is a hybrid."),
        (
            ROUTINE,
            (Supposition("volume", "high"), Supposition("core", "no")),
            "Those are your answers now. The result is BPO.",
        ),
        ({}, (Supposition("core", "no"),), "the result stays open: it could be"),
    ],
)
def test_a_what_if_is_told(
    given_answers: dict[str, str], supposed: tuple[Supposition, ...], said: str
) -> None:
    assert said in WORDS.what_if(of(given_answers), supposed).text


def test_work_that_is_bpo_is_not_called_kpo_by_one_harder_answer() -> None:
    payroll = {"core": "no", "judgement": "rarely", "expertise": "no"} | {
        "standardised": "yes",
        "volume": "high",
        "analysis": "no",
    }
    text = WORDS.what_if(of(payroll), (Supposition("judgement", "nearly_always"),)).text
    assert "KPO" not in text


def test_a_supposition_can_be_made_the_answer_only_alone_and_after_a_result() -> None:
    low, parts = Supposition("volume", "low"), Supposition("core", "parts")
    button = WORDS.what_if(of(ROUTINE), (low,), is_told=True).buttons[0]
    assert button.payload == '/inform{"answer": "volume=low"}'
    assert WORDS.what_if(of(ROUTINE), (low,)).buttons == ()
    assert WORDS.what_if(of(ROUTINE), (low, parts), is_told=True).buttons == ()


def test_an_open_supposition_keeps_what_else_is_supposed() -> None:
    supposed = (Supposition("core", "parts"), Supposition("volume"))
    lines = WORDS.what_if(of(ROUTINE), supposed).text.splitlines()
    assert lines[0] == load_criteria().question("volume").text
    assert all("part of this work is a reason" in line for line in lines[1:])


def test_supposing_not_to_be_sure_tells_of_each_answer() -> None:
    unsure, unnamed = (
        WORDS.what_if(of(ROUTINE), [Supposition("volume", v)]) for v in (NOT_SURE, None)
    )
    assert unsure == unnamed


def test_no_supposition_tells_what_changes_the_result() -> None:
    text = WORDS.what_if(of(ROUTINE)).text
    assert text.startswith("Firm")
    assert "\n- If part of this work" in text


@pytest.mark.parametrize(
    ("given_answers", "said"),
    [
        (ROUTINE, "The result is BPO already."),
        (EXPERT, "the result would be BPO."),
        (
            {k: v for k, v in ROUTINE.items() if k not in ("core", "volume")},
            "the result would be BPO",
        ),
    ],
)
def test_the_way_to_a_result_is_told(given_answers: dict[str, str], said: str) -> None:
    assert said in WORDS.way_to(of(given_answers), "bpo").text


# Which part to keep


@pytest.mark.parametrize(
    ("given_answers", "boundary", "said"),
    [
        (MIXED, BOUNDARY, "Keep the review, and hand the typing to partners"),
        (MIXED, Boundary(), "You have not named a part, so I can go by your answers alone."),
        (MIXED, Boundary(), "the cases that need a hard decision, what takes a trained"),
        (
            ROUTINE | {"core": "parts"},
            Boundary(),
            "Keep the part that customers choose you for.",
        ),
        (ROUTINE, Boundary(), "none of your answers speaks of parts"),
        (ROUTINE, BOUNDARY, "You drew a line yourself. It stays with you: the review."),
        ({}, BOUNDARY, "You drew a line yourself. It stays with you: the review."),
        (ROUTINE | {"core": "yes"}, BOUNDARY, "All of it for now"),
        ({}, Boundary(), "It is too early to say what to keep."),
    ],
)
def test_the_part_to_keep_is_the_one_named_or_follows_from_the_answers(
    given_answers: dict[str, str], boundary: Boundary, said: str
) -> None:
    assert said in WORDS.boundary(recommend(load_criteria(), of(given_answers)), boundary).text


# Points


def test_the_points_of_every_answer_stand_in_a_table() -> None:
    reply = WORDS.points(of(ROUTINE | {"goal": NOT_SURE}))
    assert reply.payload["type"] == "comparison"
    assert reply.payload["rows"][1] == ["Hard decisions: Rarely", "+4", "−4"]
    assert ["Main goal: Not sure", "0", "0"] in reply.payload["rows"]
    assert reply.payload["rows"][-1] == ["Sum", "18", "−7"]
    assert reply.payload["lead"].startswith("A model needs 8 points. BPO fits this work best.")


def test_how_an_interview_stands_names_no_winner_too_early() -> None:
    assert WORDS.standing(of({})).text.startswith("Too early:")
    assert WORDS.standing(of(OPEN)).text.startswith("A hybrid looks like the best fit so far")


# Several results


def test_results_are_compared_in_a_table_and_in_words() -> None:
    two = [kept("payroll", ROUTINE), kept("research", EXPERT)]
    assert WORDS.table(two).payload["rows"][0] == ["payroll: BPO (firm)", "20", "−7"]
    text = WORDS.compare(two).text
    assert "“payroll” came out as BPO (firm), with BPO 20, KPO −7." in text
    assert "the answers that differ most are on hard decisions, specialists and" in text


def test_results_that_came_out_alike_say_so() -> None:
    two = [kept("payroll", ROUTINE), kept("invoices", ROUTINE | {"goal": "capacity"})]
    text = WORDS.compare(two).text
    assert "Both came to the same result. Their answers differ most on main goal." in text
    assert "All came to the same result." in WORDS.compare([*two, kept("filing", ROUTINE)]).text


def test_results_without_their_answers_name_no_difference() -> None:
    two = [kept("payroll", ROUTINE, with_answers=False), kept("research", EXPERT)]
    assert differing(load_criteria(), two) is None
    assert "They came out differently." in WORDS.compare(two).text


def test_one_result_and_none_are_not_compared() -> None:
    assert "There is one result so far." in WORDS.compare([kept("payroll", ROUTINE)]).text
    assert "There is one result so far." in WORDS.table([kept("payroll", ROUTINE)]).text
    for text in (WORDS.compare([]).text, WORDS.start_with([]).text):
        assert text == "There is no result so far."


@pytest.mark.parametrize(
    ("results", "by", "said"),
    [
        (
            [kept("payroll", ROUTINE), kept("claims", OPEN)],
            "surer",
            "“payroll”: its result is the surest of them (firm).",
        ),
        (
            [kept("research", EXPERT), kept("payroll", ROUTINE)],
            "points",
            "“payroll”: it is as sure as the next, but lies 12 points above the bar, "
            "and “research” 11 points.",
        ),
        (
            [kept("payroll", ROUTINE), kept("cooking", ROUTINE | {"core": "yes"})],
            "only",
            "“payroll”: it is the only one",
        ),
        (
            [kept("payroll", ROUTINE), kept("invoices", ROUTINE)],
            "equal",
            "“payroll” and “invoices” come out alike",
        ),
        ([kept("cooking", {"core": "yes"}), kept("a thing", {})], "none", "I name none"),
    ],
)
def test_which_to_start_with_is_inferred_from_certainty_and_points(
    results: list[KeptResult], by: str, said: str
) -> None:
    assert first_to_start(load_criteria(), results).by == by
    text = WORDS.start_with(results).text
    assert said in text
    if by in ("surer", "points", "only"):
        assert "our own inference" in text


# Sentences


SPEAKING = Path(advisor.__file__).parent / "speaking"
SPOKEN_BY_CONTENT = (
    "comparison", "export", "phrases", "recommendation", "results", "summary", "suppositions",
    "verdict",
)  # fmt: skip


@pytest.mark.parametrize("module", SPOKEN_BY_CONTENT)
def test_no_sentence_for_visitors_stands_in_python(module: str) -> None:
    tree = ast.parse((SPEAKING / f"{module}.py").read_text("utf-8"))
    docs = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    told = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docs
        and len([word for word in node.value.split() if word.isalpha()]) > 1
    ]
    assert told == []


def test_all_outcomes_and_levels_have_names() -> None:
    texts = load_texts()
    for outcome in (*OUTCOMES, "too_early"):
        assert f"result.name.{outcome}" in texts
    for level in ("firm", "fairly_clear", "leaning", "too_early"):
        assert f"result.level.{level}" in texts
