"""Does an opener give a name of the work, and only what it says?"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from advisor.naming import LONGEST
from advisor.opener import Opener, read_opener
from content.criteria import Criteria
from nlu.encoder import shared_encoder

DATA = Path(__file__).parent / "data"


def openers(table: str) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = yaml.safe_load((DATA / table).read_text("utf-8"))
    return lines


@lru_cache(maxsize=1024)
def read(criteria: Criteria, text: str) -> Opener:
    return read_opener(criteria, text, similarity=shared_similarity)


def shared_similarity(text: str, phrases: Sequence[str]) -> list[float]:
    return [float(each) for each in encoded(tuple(phrases)) @ encoded((text,))[0]]


@lru_cache(maxsize=64)
def encoded(phrases: tuple[str, ...]) -> Any:
    return shared_encoder().encode(phrases)


@pytest.mark.parametrize("opener", openers("openers.yml"), ids=lambda line: line["text"][:50])
def test_an_opener_is_read_for_what_it_says_and_no_more(
    criteria: Criteria, opener: dict[str, Any]
) -> None:
    read_of_it = read(criteria, opener["text"])
    found = {finding.criterion: finding.value for finding in read_of_it.said.findings}
    maybe = opener.get("maybe", {})
    kept = {name: value for name, value in found.items() if maybe.get(name) != value}
    assert kept == opener["says"]
    assert opener["work"].lower() in read_of_it.work.lower()


def test_each_finding_carries_words_of_the_text(criteria: Criteria) -> None:
    for opener in openers("openers.yml"):
        for finding in read(criteria, opener["text"]).said.findings:
            assert finding.words in opener["text"]


def test_unseen_openers_are_read_for_what_they_say_and_for_little_less(criteria: Criteria) -> None:
    said = missed = 0
    for opener in openers("openers_unseen.yml"):
        allowed = {**opener["says"], **opener.get("maybe", {})}
        found = {
            each.criterion: each.value for each in read(criteria, opener["text"]).said.findings
        }
        assert found.items() <= allowed.items(), opener["text"]
        said += len(opener["says"])
        missed += len(opener["says"].items() - found.items())
    assert missed <= said // 10


@pytest.mark.parametrize(
    ("text", "says", "disputed"),
    [
        (
            "we process thousands of invoices a month, well it is really only a handful a year, "
            "always the same steps",
            {"standardised": "yes"},
            {"volume": ("thousands of invoices a month", "only a handful")},
        ),
        (
            "our payroll is fully documented. Well, nothing is written down, and we cut costs",
            {"goal": "cost"},
            {"standardised": ("fully documented", "nothing is written down")},
        ),
        (
            "translations: an intern could do it, no it takes a trained expert, 5 or 900 a week",
            {"volume": "high"},
            {"expertise": ("an intern could", "takes a trained expert")},
        ),
        (
            "bookkeeping with no personal data except patient records, to save money and to scale",
            {},
            {
                "sensitivity": ("no personal data", "patient records"),
                "goal": ("save money", "to scale"),
            },
        ),
        ("payroll, always the same steps, always the same", {"standardised": "yes"}, {}),
        (
            "typing, all of the steps are alike and it takes no specialist",
            {"expertise": "no"},
            {},
        ),
        ("payroll, used to be 3000 a month, now just a handful", {"volume": "low"}, {}),
    ],
)
def test_what_an_opener_says_twice_otherwise_is_disputed_in_its_own_words(
    criteria: Criteria, text: str, says: dict[str, str], disputed: dict[str, tuple[str, str]]
) -> None:
    said = read(criteria, text).said
    assert {each.criterion: each.value for each in said.findings} == says
    assert {each.criterion: each.words for each in said.disputes} == disputed
    assert all(words in text for each in said.disputes for words in each.words)
    assert said.criteria == says.keys() | disputed.keys()


@pytest.mark.parametrize("table", ["openers.yml", "openers_unseen.yml"])
def test_openers_that_say_one_thing_are_not_disputed(criteria: Criteria, table: str) -> None:
    for opener in openers(table):
        assert read(criteria, opener["text"]).said.disputes == (), opener["text"]


def test_a_work_recognized_before_names_the_opener(criteria: Criteria) -> None:
    assert read_opener(criteria, "we need help with it", "our payroll").work == "payroll"


def test_noun_phrases_name_the_work_where_no_frame_does(criteria: Criteria) -> None:
    found = read_opener(
        criteria,
        "there are far too many invoices",
        noun_phrases=lambda text: ["we", "the invoices"],
    )
    assert found.work == "invoices"


@given(text=st.text(min_size=1, max_size=200))
def test_any_text_gives_a_short_name(criteria: Criteria, text: str) -> None:
    assert len(read_opener(criteria, text).work) <= LONGEST
