"""The works that the trained pipeline hands on with a message."""

from tests.nlu.conftest import Parse


def test_each_work_is_handed_on_with_its_role_and_its_judgement(parse: Parse) -> None:
    (answer,) = parse(["label printing can go out, price bargaining stays with me"])
    assert [(work["name"], work["role"], work["own"]) for work in answer["works"]] == [
        ("label printing", "out", True),
        ("price bargaining", "stays", True),
    ]
    assert all(work["judgement"]["verdict"] for work in answer["works"])


def test_the_entity_is_the_first_work_to_hand_over(parse: Parse) -> None:
    (answer,) = parse(["Is payroll BPO or KPO?"])
    (task,) = [entity for entity in answer["entities"] if entity["entity"] == "task"]
    assert (task["value"], task["judgement"]["verdict"]) == ("payroll", "bpo")


def test_a_message_that_names_no_work_has_no_works(parse: Parse) -> None:
    (answer,) = parse(["is it bpo or kpo?"])
    assert not answer.get("works")
    assert "task" not in [entity["entity"] for entity in answer["entities"]]
