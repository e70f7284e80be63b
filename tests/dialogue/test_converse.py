"""An interview played in a visitor's own words tells what was read of them, and how it ended."""

import json

from content import load_criteria
from evaluation.converse import converse, read_cases
from evaluation.visitor import Visitor

LABELS = {
    "id": "labels",
    "description": "We print about 8000 price labels a month for our garden centers.",
    "replies": {
        "core": "no, customers come for our plants",
        "judgement": "rarely, it is the same list every day",
        "expertise": "the moon is made of cheese",
        "goal": "we want to cut costs",
    },
    "answers": {
        "core": "no",
        "judgement": "rarely",
        "expertise": "no",
        "standardised": "yes",
        "volume": "high",
        "analysis": "no",
        "measurable": "yes",
        "goal": "cost",
        "sensitivity": "no",
        "tolerance": "no",
    },
}


async def test_a_case_is_played_to_its_result(visitor: Visitor) -> None:
    (case,) = read_cases([json.dumps(LABELS)], load_criteria())

    report = await converse(visitor, case)

    assert report["id"] == "labels"
    assert "price labels" in report["work"]
    assert report["read"] == {"volume": "high"}
    assert report["replied"]["core"]["value"] == "no"
    assert report["replied"]["judgement"]["value"] == "rarely"
    assert report["replied"]["expertise"] == {"value": None, "confirmed": False}
    assert report["buttons"] >= 1
    assert report["outcome"] == "bpo"
