"""A result that other criteria gave is told as it was kept, and never worked out by today's."""

import sqlalchemy as sa

import store
from content import load_criteria
from evaluation.visitor import Conversation, Visitor
from store import Assessments, NewAssessment
from store.tables import assessments
from tests.unit.answer_sets import ROUTINE


def keep(conversation: Conversation, database: str, work: str, version: str) -> None:
    """Keep a result of this conversation, with points that today's criteria would not give."""
    Assessments(store.migrate(database)).save(
        NewAssessment(
            conversation=conversation.id,
            idempotency_key=f"{conversation.id}:{work}:digest",
            name=work,
            answers=ROUTINE,
            bpo=3,
            kpo=31,
            outcome="kpo",
            confidence="fairly_clear",
            criteria_version=version,
            model_version="m",
        )
    )


async def test_an_old_result_is_told_as_kept_with_the_version_it_came_from(
    visitor: Visitor, database: str
) -> None:
    conversation = visitor.conversation()
    keep(conversation, database, "payroll", "0")

    only, told = await conversation.say("show my results")

    assert (only.payload or {})["code"] == "one_result"
    assert (told.payload or {})["code"] == "outdated_result"
    assert "The result was: KPO (fairly clear). Points: BPO 3, KPO 31." in told.text
    assert "criteria version 0" in told.text
    with store.migrate(database).connect() as connection:
        mine = assessments.c.conversation == conversation.id
        assert connection.execute(sa.select(assessments.c.kpo).where(mine)).all() == [(31,)]

    asked = (await conversation.press("Ask me the questions of today"))[-1]
    assert (asked.payload or {})["question"] in load_criteria().ids


async def test_a_result_that_todays_criteria_no_longer_give_is_told_as_kept(
    visitor: Visitor, database: str
) -> None:
    conversation = visitor.conversation()
    keep(conversation, database, "payroll", load_criteria().version)

    *_, told = await conversation.say("show my results")

    assert (told.payload or {})["code"] == "outdated_result"
    assert "KPO 31" in told.text
