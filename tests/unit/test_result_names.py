"""Which kept result words mean, and which name they give it."""

import pytest

from advisor.decision.scoring import Points
from advisor.decision.several import KeptResult
from advisor.reading.naming import LONGEST
from advisor.reading.result_names import (
    Renaming,
    clean_name,
    keeps_name,
    meant,
    names_work,
    new_name,
    renaming,
)


def kept(*names: str) -> list[KeptResult]:
    return [
        KeptResult(str(place), name, "bpo", "firm", Points(20, -7))
        for place, name in enumerate(names)
    ]


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("open my invoice result", ["invoice processing"]),
        ("show the result for processing invoices", ["invoice processing"]),
        ("delete the payroll one", ["payroll"]),
        ("open the first result", ["invoice processing"]),
        ("open the last one", ["data entry (sales)"]),
        ("remove the third", ["data entry (sales)"]),
        ("open the data entry result", ["data entry (sales)"]),
        ("open the result for payroll and invoices", ["invoice processing", "payroll"]),
        ("compare my results", []),
        ("delete it", []),
        ("open the fourth result", []),
    ],
)
def test_words_mean_a_result_by_its_name_or_its_place(text: str, works: list[str]) -> None:
    results = kept("invoice processing", "payroll", "data entry (sales)")
    assert [each.work for each in meant(results, text)] == works


def test_two_results_of_one_name_are_both_meant() -> None:
    assert len(meant(kept("payroll", "payroll"), "open payroll")) == 2


def test_the_second_of_one_result_is_none() -> None:
    assert meant(kept("payroll"), "open the second") == ()
    assert meant([], "open the last") == ()


@pytest.mark.parametrize(
    ("text", "which", "name"),
    [
        ("rename it to AP invoices", "", "AP invoices"),
        ("rename it AP invoices", "", "AP invoices"),
        ("please rename the payroll result to wages", " the payroll result", "wages"),
        ("call it bills to pay", "", "bills to pay"),
        ("call this one “Night shift” please", "", "Night shift"),
        ("call the second result back office North", "the second result", "back office North"),
        ("change its name to claims, please", " its name", "claims"),
        ("give the first result the name lab reports", " the first result the ", "lab reports"),
        ("the name should be 'AP 2025'", " ", "AP 2025"),
        ("rename it", None, None),
        ("call it something else", "", None),
        ("rename it to !!!", "", None),
    ],
)
def test_a_renaming_is_read_from_words(text: str, which: str | None, name: str | None) -> None:
    assert renaming(text) == Renaming(text if which is None else which, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("AP invoices", "AP invoices"),
        ("“AP invoices”, please", "AP invoices"),
        ("hmm, let's go with AP invoices", "AP invoices"),
        ("it should be AP invoices", "AP invoices"),
        ("call it AP invoices", "AP invoices"),
        ("the name is AP 2025", "AP 2025"),
        ("2025", "2025"),
        ("IT support", "IT support"),
        ("Stop loss claims", "Stop loss claims"),
        ("Change requests to vendors", "Change requests to vendors"),
        ("Who's who", None),
        ("what is KPO", None),
        ("AP invoices?", None),
        ("tell me about KPO", None),
        ("I want to outsource payroll", None),
        ("delete it", None),
        ("show my results", None),
        ("never mind", None),
        ("thanks", None),
        ("ok", None),
        ("a new name", None),
        ("?!", None),
    ],
)
def test_the_answer_to_what_it_should_be_called_is_its_name(text: str, name: str | None) -> None:
    assert new_name(text) == name


@pytest.mark.parametrize(
    ("text", "keeps"),
    [
        ("stop", True),
        ("Cancel.", True),
        ("never mind", True),
        ("no, forget it", True),
        ("don't rename it", True),
        ("keep the old name", True),
        ("leave it as it is, thanks", True),
        ("Stop loss claims", False),
        ("Cancellations", False),
        ("No-show calls", False),
        ("Back office", False),
    ],
)
def test_a_name_is_kept_when_the_visitor_thinks_better_of_it(text: str, keeps: bool) -> None:
    assert keeps_name(text) == keeps


def test_a_name_is_one_short_line() -> None:
    assert clean_name(" a\n b ") == "a b"
    assert len(clean_name("x" * 500) or "") == LONGEST
    assert clean_name("?!") is None


@pytest.mark.parametrize(
    ("wish", "names"),
    [
        ("delete this result please", False),
        ("I'd like to rename it", False),
        ("can you remove the last one for me", False),
        ("give this result another name", False),
        ("delete payroll", True),
        ("remove the result on tax returns", True),
    ],
)
def test_a_wish_is_for_what_is_at_hand_unless_it_names_work(wish: str, names: bool) -> None:
    assert names_work(wish) is names
