"""The catalogue of tasks is broad, even-handed and free of double meanings."""

from collections import Counter

import pytest

from content import load_content

GUIDE_TERMS_OF_TASKS = (
    "bpo_functions",
    "bpo_task_examples",
    "bpo_call_centers",
    "faq_bpo_tasks",
    "kpo_in_financial_services",
    "kpo_in_pharmaceutical_research",
    "kpo_in_legal_services",
    "kpo_in_technology",
    "kpo_in_healthcare",
    "kpo_in_engineering",
)
NOT_TASKS = {
    "minimal training",
    "financial services",
    "pharmaceutical research",
    "legal services",
    "technology",
    "healthcare",
    "engineering",
}


def test_there_are_at_least_two_hundred_tasks() -> None:
    assert len(load_content().tasks) >= 200


@pytest.mark.parametrize(
    ("model", "least", "most"), [("bpo", 38, 50), ("kpo", 38, 50), ("either", 10, 20)]
)
def test_the_shares_of_the_models_are_balanced(model: str, least: int, most: int) -> None:
    tasks = load_content().tasks
    share = 100 * Counter(task.model for task in tasks)[model] // len(tasks)
    assert least <= share <= most


@pytest.mark.parametrize("fact_id", GUIDE_TERMS_OF_TASKS)
def test_every_task_the_guide_names_is_known_under_the_model_it_names(fact_id: str) -> None:
    content = load_content()
    fact = content.fact(fact_id)
    known = {
        phrase: task.model for task in content.tasks if task.in_guide for phrase in task.phrases
    }
    named = [term for term in fact.terms if term not in NOT_TASKS]
    if fact_id == "bpo_call_centers":
        known["call center"] = known["call center operations"]
    assert {term: known.get(term) for term in named} == dict.fromkeys(named, fact.model)


def test_the_examples_of_the_guide_stand_first() -> None:
    marks = [task.in_guide for task in load_content().tasks]
    assert marks == sorted(marks, reverse=True)
    assert any(marks)


@pytest.mark.parametrize("fact_id", ["bpo_industries", "faq_kpo_industries"])
def test_every_industry_of_the_guide_is_known_with_its_model(fact_id: str) -> None:
    content = load_content()
    fact = content.fact(fact_id)
    known = {industry.name: industry.models for industry in content.catalogue.industries}
    assert [term for term in fact.terms if fact.model not in known.get(term, ())] == []


def test_every_role_of_the_guide_is_known() -> None:
    content = load_content()
    roles = [term for term in content.fact("kpo_roles").terms if term != "highly educated"]
    assert [f"{role.name}s" for role in content.catalogue.roles] == roles


def test_names_and_reasons_are_half_sentences() -> None:
    broken = [
        task.id
        for task in load_content().tasks
        if task.why.endswith(".") or len(task.why.split()) > 14
    ]
    assert broken == []
