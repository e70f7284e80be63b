"""What held-out work looks like to the trained pipeline: BPO, KPO, either, or unknown."""

import yaml

from content import load_content
from evaluation.held_out import HELD_OUT
from tests.nlu.conftest import Parse

RIGHT_AT_LEAST = 0.87
TAKEN_FOR_THE_OTHER_AT_MOST = 0.03
BY_LABEL = {"bpo": {"bpo"}, "kpo": {"kpo"}, "either": {"bpo", "kpo", "either"}}
"""What is right: of mixed work either model may be named."""


def held_out_tasks() -> dict[str, str]:
    rows = yaml.safe_load((HELD_OUT / "tasks.yml").read_text(encoding="utf-8"))
    return {row["task"]: row["label"] for row in rows}


def test_no_held_out_task_stands_in_the_catalogue() -> None:
    known = {phrase.lower() for task in load_content().tasks for phrase in task.phrases}
    assert [task for task in held_out_tasks() if task.lower() in known] == []


def test_work_that_was_never_seen_is_judged_by_its_kind(parse: Parse) -> None:
    tasks = held_out_tasks()
    answers = parse([f"Is {task} BPO or KPO?" for task in tasks])
    verdicts = [
        next(
            (
                entity["judgement"]["verdict"]
                for entity in answer["entities"]
                if entity["entity"] == "task"
            ),
            "unknown",
        )
        for answer in answers
    ]
    pairs = list(zip(verdicts, tasks.values(), strict=True))
    right = sum(verdict in BY_LABEL[label] for verdict, label in pairs)
    other = sum({verdict, label} == {"bpo", "kpo"} for verdict, label in pairs)
    assert right / len(pairs) >= RIGHT_AT_LEAST
    assert other / len(pairs) <= TAKEN_FOR_THE_OTHER_AT_MOST
