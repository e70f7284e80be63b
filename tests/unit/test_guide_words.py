"""What is said on the guide, and in turns about an answer, comes from that answer alone."""

import pytest

from advisor.speaking.guide import GuideWords
from content import load_content, load_texts
from tests.schemas import validators

CONTENT = load_content()
WORDS = GuideWords(CONTENT, load_texts())
TOPICS = CONTENT.topics_of("guide", "author")
CASES = ((), ("bpo",), ("kpo",), ("bpo", "kpo"))
POLARITIES = (None, "contrary")
PAYLOAD = validators()["payload"]


def turns(topic, models, polarity):
    """Every reply that is about an answer."""
    return {
        "repeat": WORDS.repeat(topic, models, polarity),
        "shorter": WORDS.shorter(topic, models, polarity),
        "why": WORDS.why(topic, models, polarity),
        "example": WORDS.example(topic, models),
        "rank": WORDS.rank(topic, models, polarity),
        "explain": WORDS.explain("in plain words", topic, models, polarity),
        "source": WORDS.source(topic, models, polarity),
        "doubt": WORDS.doubt(topic, models, polarity),
        "opposite": WORDS.opposite(topic, models, polarity),
        "first point": WORDS.point(topic, models, 1, polarity),
        "last point": WORDS.point(topic, models, -1, polarity),
        "no such point": WORDS.point(topic, models, 99, polarity),
        "more": WORDS.more(topic, models),
    }


@pytest.mark.parametrize("polarity", POLARITIES)
@pytest.mark.parametrize("models", CASES, ids=lambda models: "+".join(models) or "none")
@pytest.mark.parametrize("topic", TOPICS)
def test_every_turn_on_every_answer_has_a_reply_that_the_widget_can_draw(
    topic, models, polarity
) -> None:
    for name, reply in turns(topic, models, polarity).items():
        PAYLOAD.validate(dict(reply.payload))
        assert reply.text.startswith(reply.payload["lead"]), name
        assert "{" not in reply.text, name
        if name != "small_company":
            assert reply.payload["section"]["heading"] in reply.text, name


def test_what_the_guide_does_not_say_of_small_companies_has_no_section() -> None:
    reply = WORDS.small_company("benefits", ("bpo",))
    assert reply.payload["code"] == "not_in_guide"
    assert "section" not in reply.payload
    assert [button.payload for button in reply.buttons] == [
        "/start_interview",
        '/benefits{"model": "bpo"}',
    ]


@pytest.mark.parametrize("topic", CONTENT.topics_of("guide"))
def test_a_contrary_question_gets_another_answer_than_the_plain_one(topic) -> None:
    plain, contrary = (WORDS.answer(topic, ("bpo",), 0.9, side) for side in POLARITIES)
    assert plain.payload["lead"] != contrary.payload["lead"]
    assert plain.payload["topic"] == contrary.payload["topic"] == topic


def test_the_short_form_is_the_direct_answer_without_its_points() -> None:
    short = WORDS.shorter("when_to_choose", ("bpo",))
    assert short.payload["points"] == []
    assert "standardized and repetitive" in short.text
    assert not short.payload["lead"].endswith(":")


def test_the_other_side_of_the_benefits_are_the_challenges_and_back() -> None:
    assert WORDS.opposite("benefits", ("kpo",)).payload["topic"] == "challenges"
    assert WORDS.opposite("challenges", ("kpo",)).payload["topic"] == "benefits"


def test_the_other_side_of_a_contrary_is_the_plain_answer() -> None:
    there = WORDS.opposite("when_to_choose", ("bpo",))
    back = WORDS.opposite("when_to_choose", ("bpo",), "contrary")
    assert there.payload["lead"] != back.payload["lead"]
    assert back.payload == WORDS.answer("when_to_choose", ("bpo",), 1.0).payload


@pytest.mark.parametrize(
    ("n", "said"),
    [(1, "Higher per-hour costs"), (2, "Greater dependency"), (-1, "Longer onboarding"), (9, "5")],
)
def test_a_point_is_told_by_its_place_in_the_list(n: int, said: str) -> None:
    assert said in WORDS.point("challenges", ("kpo",), n).text


def test_the_guide_is_said_not_to_rank_what_it_only_lists() -> None:
    reply = WORDS.rank("challenges", ("bpo",))
    assert "does not rank them" in reply.text
    assert reply.payload["points"][0] == "Communication barriers"


def test_what_the_guide_puts_first_is_said() -> None:
    assert "puts two first" in WORDS.rank("benefits", ("bpo",)).text


def test_an_example_names_what_the_guide_names() -> None:
    assert "market research" in WORDS.example("tasks", ("kpo",)).text
    assert "call center" in WORDS.example("benefits", ("bpo",)).text
    assert "tells no case" in WORDS.example("challenges", ("kpo",)).text


@pytest.mark.parametrize("said", ["what does scalability mean?", "Scalability??", "'scalable'"])
def test_a_term_that_is_asked_for_is_explained(said: str) -> None:
    assert "grow or shrink" in WORDS.explain(said, "benefits", ("bpo",)).text


def test_the_longest_term_in_a_message_is_the_one_explained() -> None:
    reply = WORDS.explain("knowledge transfer protocols, and in English?", "challenges", ("kpo",))
    assert "what your people know" in reply.text


def test_the_source_of_a_contrary_is_said_to_be_a_conclusion() -> None:
    assert "not say that in so many words" in WORDS.source("tasks", ("bpo",), "contrary").text
    assert "not say that" not in WORDS.source("tasks", ("bpo",)).text


def test_the_interest_behind_the_guide_is_told() -> None:
    assert CONTENT.guide.disclosure in WORDS.bias().text


@pytest.mark.parametrize("subject", [refusal.id for refusal in CONTENT.refusals])
def test_a_refusal_names_its_subject_and_offers_the_nearest(subject: str) -> None:
    reply = WORDS.refusal(subject, 0.9)
    PAYLOAD.validate(dict(reply.payload))
    assert reply.text.startswith("The guide does not cover ")
    assert len(reply.buttons) == 2


@pytest.mark.parametrize(
    "reply",
    [WORDS.stuck(), WORDS.sorry(), WORDS.no_context(), WORDS.languages(), WORDS.unnamed_task()],
)
def test_a_notice_offers_a_way_on(reply) -> None:
    PAYLOAD.validate(dict(reply.payload))
    assert reply.buttons


@pytest.mark.parametrize("verdict", ["bpo", "kpo", "either", "unknown"])
@pytest.mark.parametrize("is_known", [True, False])
@pytest.mark.parametrize("nearest", ["data_entry", "research_and_development"])
def test_a_judgment_of_work_is_told_with_its_section(verdict, is_known, nearest) -> None:
    judgement = {"verdict": verdict, "known": is_known, "nearest": nearest}
    reply = WORDS.task("toll billing", judgement, 0.9)
    PAYLOAD.validate(dict(reply.payload))
    assert "toll billing" in reply.text
    assert ("names it among its examples" in reply.text) == (is_known and verdict != "unknown")


def test_on_the_size_of_a_company_the_guide_says_nothing_and_the_interview_is_offered() -> None:
    reply = WORDS.small_company("challenges", ("kpo",))

    assert (reply.payload["topic"], reply.payload["code"]) == ("out_of_scope", "not_in_guide")
    assert reply.buttons[0].payload == "/start_interview"
