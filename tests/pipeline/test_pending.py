"""What is pending, and what is on the screen, is what a yes, a place or a title is read against."""

import pytest

from tests.pipeline.talk import BPO, KPO, Talk


def test_a_yes_takes_the_only_thing_offered() -> None:
    talk = Talk().say("which one should I choose?", "choosing")
    talk.say("yes please", "affirm")

    assert talk.codes == ["task"]


def test_a_yes_to_several_things_asks_which() -> None:
    talk = Talk().say("what is BPO?", "definition", models=("bpo",))
    talk.say("yes please", "affirm")

    assert talk.codes == ["which_offer"]
    assert talk.say("the second one").codes == ["benefits"]


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("the second one", "benefits"),
        ("2", "benefits"),
        ("first", "definition"),
        ("the last of those", "benefits"),
        ("what are the benefits of bpo", "benefits"),
        ("what are the benfits of BPO", "benefits"),
    ],
)
def test_a_place_or_a_title_nearly_as_written_is_its_button(said: str, topic: str) -> None:
    talk = Talk().say("what is BPO?", "definition", models=("bpo",))

    assert talk.say(said).codes == [topic]


def test_a_title_with_the_other_model_is_not_nearly_the_same() -> None:
    talk = Talk().say("what is BPO?", "definition", models=("bpo",))
    talk.say("what are the benefits of kpo?", "benefits", models=("kpo",))

    assert talk.replies[0].payload["models"] == ["kpo"]


def test_a_mere_ok_after_an_answer_wants_nothing() -> None:
    talk = Talk().say("what is BPO?", "definition", models=("bpo",))

    assert talk.say("ok", "affirm").codes == ["affirm"]


@pytest.mark.parametrize("yes", ["yes", "y", "👍", "✅", "ok do that", "Yes, delete everything"])
def test_a_yes_in_any_dress_confirms_what_is_pending(yes: str) -> None:
    talk = Talk().assess("payroll", **BPO).say("delete my data", "delete_my_data")

    assert talk.say(yes).codes == ["deleted"]
    assert not talk.records.kept


@pytest.mark.parametrize("no", ["no", "n", "👎", "❌", "no thanks", "nope", "No, keep it"])
def test_a_no_in_any_dress_leaves_it(no: str) -> None:
    talk = Talk().assess("payroll", **BPO).say("delete my data", "delete_my_data")

    assert talk.say(no).codes == ["kept"]
    assert talk.records.kept


@pytest.mark.parametrize("sign", ["👋", "😡", "🙂"])
def test_other_signs_are_neither_yes_nor_no(sign: str) -> None:
    talk = Talk().assess("payroll", **BPO).say("delete my data", "delete_my_data")

    assert "deleted" not in talk.say(sign).codes
    assert talk.records.kept


def test_a_yes_after_something_else_was_asked_deletes_nothing() -> None:
    talk = Talk().assess("payroll", **BPO).say("delete my data", "delete_my_data")
    talk.say("what is BPO?", "definition", models=("bpo",)).say("yes", "affirm")

    assert talk.records.kept


def test_a_name_is_taken_where_one_was_asked_for() -> None:
    talk = Talk().assess("payroll", **BPO).say("rename it", "rename_result")
    assert talk.codes == ["which_name"]

    talk.say("AP invoices")
    assert talk.codes == ["renamed"]
    assert [each.name for each in talk.records.kept] == ["AP invoices"]


def test_a_number_answers_an_amount_and_is_a_place_elsewhere() -> None:
    talk = Talk().say("advice on payroll", "start_interview", works=("payroll",))
    talk.say("2")
    assert talk.given == {"core": "parts"}

    talk.say("judgement=rarely", "inform")
    assert talk.codes == ["volume"]
    talk.say("1")
    assert "volume" not in talk.given


def test_a_correction_at_is_that_right_is_taken() -> None:
    talk = Talk().say(
        "advice on payroll core=no~ volume=high~", "start_interview", works=("payroll",)
    )
    assert talk.codes == ["understood"]

    talk.say("no, volume=low", "deny")
    assert talk.given == {"volume": "low"}
    assert talk.codes == ["core"] or talk.codes == ["understood"]


def test_a_yes_with_a_correction_takes_both() -> None:
    talk = Talk().say(
        "advice on payroll core=no~ volume=high~", "start_interview", works=("payroll",)
    )
    talk.say("yes, but volume=low", "affirm")

    assert talk.given == {"core": "no", "volume": "low"}


def test_a_change_that_waits_is_confirmed_with_what_it_would_do() -> None:
    talk = Talk().assess("payroll", **BPO)
    talk.say("I don't agree, it is core=yes~", "say_disagree")

    assert talk.codes == ["suggested_change"]
    assert "the result would be keeping it in-house" in talk.text
    talk.say("yes", "affirm")
    assert talk.records.kept[-1].outcome == "in_house"


def test_a_change_names_the_assessment_it_means() -> None:
    talk = Talk().assess("payroll", **BPO).assess("market research", **KPO)
    talk.say("change the volume of payroll to volume=low", "change_answer")

    by_name = {each.name: each for each in talk.records.kept}
    assert by_name["payroll"].answers["volume"] == "low"
    assert by_name["market research"].answers.get("volume") != "low"
    assert "payroll" in talk.text


def test_a_what_if_is_on_the_assessment_it_names() -> None:
    talk = Talk().assess("payroll", **BPO).assess("market research", **KPO)
    talk.say("what would change the payroll result?", "what_if")

    assert talk.state.last is not None
    assert talk.state.last.interview == talk.records.kept[0].interview


def test_suppositions_follow_up() -> None:
    talk = Talk().assess("payroll", **BPO)
    talk.say("what if volume=low", "what_if").say("and if it is volume=medium?", "what_if")
    assert talk.state.last is not None
    assert talk.state.last.supposed == {"volume": "medium"}

    talk.say("and if core=parts, too?", "what_if")
    assert talk.state.last.supposed == {"volume": "medium", "core": "parts"}
