"""Finished interviews, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy.engine import Engine

from store import (
    Assessments,
    EventLog,
    NewAssessment,
    NewEvent,
    forget,
    forget_older_than,
)

NOON = datetime(2024, 5, 1, 12, tzinfo=timezone.utc)
PAYROLL = NewAssessment(
    conversation="a",
    idempotency_key="a:1",
    name="payroll für alle \U0001f600",
    answers={"core": "no", "volume": "not_sure"},
    bpo=7,
    kpo=-2,
    outcome="bpo",
    confidence="firm",
    criteria_version="1",
    model_version="m1",
)


@pytest.fixture
def assessments(engine: Engine) -> Assessments:
    return Assessments(engine, clock=lambda: NOON)


def test_what_is_saved_comes_back_whole(assessments: Assessments) -> None:
    kept = assessments.save(PAYROLL)
    assert assessments.get(kept.id) == kept
    assert (kept.created, kept.updated) == (NOON, NOON)
    assert kept.answers == PAYROLL.answers


def test_the_same_key_is_kept_once_and_unchanged(assessments: Assessments) -> None:
    first = assessments.save(PAYROLL)
    again = assessments.save(replace(PAYROLL, name="something else", bpo=0))
    assert again == first
    assert assessments.of_conversation("a") == [first]


def test_the_same_key_at_once_is_kept_once(assessments: Assessments) -> None:
    with ThreadPoolExecutor(4) as threads:
        kept = list(threads.map(assessments.save, [PAYROLL] * 8))
    assert len({assessment.id for assessment in kept}) == 1


def test_ids_cannot_be_guessed(assessments: Assessments) -> None:
    ids = {assessments.save(replace(PAYROLL, idempotency_key=str(n))).id for n in range(5)}
    assert len(ids) == 5
    assert min(len(id) for id in ids) >= 22


def test_an_unknown_id_is_nothing(assessments: Assessments) -> None:
    assert assessments.get("unknown") is None


def test_a_conversation_has_its_own_assessments_oldest_first(engine: Engine) -> None:
    moments = iter([NOON, NOON + timedelta(hours=1), NOON])
    assessments = Assessments(engine, clock=lambda: next(moments))
    first = assessments.save(PAYROLL)
    second = assessments.save(replace(PAYROLL, idempotency_key="a:2"))
    assessments.save(replace(PAYROLL, conversation="b", idempotency_key="b:1"))
    assert assessments.of_conversation("a") == [first, second]


def test_a_new_name_is_kept_with_its_time_and_nothing_else_changes(engine: Engine) -> None:
    moments = iter([NOON, NOON + timedelta(hours=1)])
    assessments = Assessments(engine, clock=lambda: next(moments))
    first = assessments.save(PAYROLL)
    renamed = assessments.rename("a", first.id, "wages")
    assert renamed == replace(first, name="wages", updated=NOON + timedelta(hours=1))
    assert assessments.get(first.id) == renamed


def test_one_assessment_is_deleted_and_the_others_stay(assessments: Assessments) -> None:
    first = assessments.save(PAYROLL)
    second = assessments.save(replace(PAYROLL, idempotency_key="a:2"))
    assert assessments.delete("a", first.id)
    assert assessments.of_conversation("a") == [second]
    assert not assessments.delete("a", first.id)
    assert assessments.rename("a", first.id, "wages") is None


def test_an_id_alone_lets_nobody_rename_or_delete(assessments: Assessments) -> None:
    kept = assessments.save(PAYROLL)
    assert assessments.rename("b", kept.id, "wages") is None
    assert not assessments.delete("b", kept.id)
    assert assessments.get(kept.id) == kept


def test_deleting_a_conversation_deletes_its_assessments_alone(assessments: Assessments) -> None:
    assessments.save(PAYROLL)
    other = assessments.save(replace(PAYROLL, conversation="b", idempotency_key="b:1"))
    assert assessments.delete_conversation("a") == 1
    assert assessments.of_conversation("a") == []
    assert assessments.of_conversation("b") == [other]


def test_forgetting_a_conversation_leaves_nothing_of_it(
    engine: Engine, assessments: Assessments
) -> None:
    log = EventLog(engine)
    for conversation in ("a", "b"):
        log.append(conversation, [NewEvent("user", {}, timestamp=1.0)])
    assessments.save(PAYROLL)
    forget(engine, "a")
    assert log.conversations() == ["b"]
    assert assessments.of_conversation("a") == []


def test_only_conversations_that_are_long_over_are_forgotten(
    engine: Engine, assessments: Assessments
) -> None:
    log = EventLog(engine)
    old, young = NOON.timestamp() - 10, NOON.timestamp() + 10
    log.append("over", [NewEvent("user", {}, timestamp=old)])
    log.append("going on", [NewEvent("user", {}, timestamp=moment) for moment in (old, young)])
    assessments.save(replace(PAYROLL, conversation="over"))
    assert forget_older_than(engine, NOON) == 1
    assert log.conversations() == ["going on"]
    assert assessments.of_conversation("over") == []
