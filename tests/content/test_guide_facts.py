"""Every fact of the guide is carried over, and every one of its terms reaches a user."""

import pytest

from content import load_content, load_criteria
from content.schema import MODELS, Answer

HEADINGS = (
    "Difference Between BPO and KPO: Complete Guide",
    "Defining BPO and KPO: Core Concepts",
    "Primary Differences: Tasks and Skill Levels",
    "Industry Applications and Use Case Examples",
    "Benefits and Challenges for Businesses",
    "Choosing Between BPO and KPO Services",
    "Unlock Efficiency and Expertise with Tailored Outsourcing Solutions",
    "Frequently Asked Questions",
)

FACT_IDS = [fact.id for fact in load_content().guide.facts]


def answers_built_on(fact_id: str) -> list[Answer]:
    return [
        answer
        for entry in load_content().topics.values()
        for answer in entry.answers.values()
        if fact_id in answer.facts
    ]


def test_the_sections_are_the_headings_of_the_guide_in_their_order() -> None:
    assert tuple(section.heading for section in load_content().guide.sections) == HEADINGS


def test_every_section_holds_facts() -> None:
    assert [section.id for section in load_content().guide.sections if not section.facts] == []


@pytest.mark.parametrize("fact_id", FACT_IDS)
def test_every_fact_is_used_by_an_answer(fact_id: str) -> None:
    assert answers_built_on(fact_id)


@pytest.mark.parametrize("fact_id", FACT_IDS)
def test_every_term_of_a_fact_stands_in_an_answer_built_on_it(fact_id: str) -> None:
    texts = [answer.text.casefold() for answer in answers_built_on(fact_id)]
    terms = load_content().fact(fact_id).terms
    assert terms
    assert [term for term in terms if not any(term.casefold() in text for text in texts)] == []


@pytest.mark.parametrize("model", MODELS)
def test_a_fact_of_one_model_is_never_used_in_an_answer_on_the_other_alone(model: str) -> None:
    # Comparing words such as 'higher per-hour costs than BPO' are facts about both.
    comparing = {"kpo_challenges"}
    strangers = [
        f"{topic}.{model}: {fact_id}"
        for topic, entry in load_content().topics.items()
        for key, answer in entry.answers.items()
        for fact_id in answer.facts
        if key == model
        and load_content().fact(fact_id).model not in (None, model)
        and fact_id not in comparing
    ]
    assert strangers == []


def test_the_facts_of_a_model_are_those_marked_with_it() -> None:
    ids = [fact.id for fact in load_content().facts("kpo")]
    assert "kpo_roles" in ids
    assert "bpo_skills" not in ids
    assert "success_practices" not in ids


def test_the_unsourced_figure_is_never_given_without_saying_so() -> None:
    texts = [
        answer.text
        for entry in load_content().topics.values()
        for answer in entry.answers.values()
        if "59 percent" in answer.text
    ]
    assert texts
    assert [text for text in texts if "source" not in text] == []


def test_the_author_is_said_to_sell_both_services() -> None:
    guide = load_content().guide
    assert guide.author in guide.disclosure
    assert "sells both" in guide.disclosure
    assert guide.contact_url in load_content().answer("contact").text
    assert "sell both" in load_content().answer("contact").text


def test_the_sections_that_the_interview_cites_are_sections_of_the_guide() -> None:
    headings = {section.id: section.heading for section in load_content().guide.sections}
    cited = {section.id: section.heading for section in load_criteria().sections}
    assert cited.items() <= headings.items()
