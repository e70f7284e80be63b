"""Sets of answers for the core's tests: named cases, and strategies that draw any."""

from collections.abc import Mapping

from hypothesis import strategies as st

from advisor.decision.order import Ask
from content import load_criteria
from content.criteria import NOT_SURE, Criteria
from evaluation import interviews

ROUTINE = {
    "core": "no",
    "judgement": "rarely",
    "expertise": "no",
    "standardised": "yes",
    "volume": "high",
    "analysis": "no",
    "measurable": "yes",
    "goal": "cost",
    "sensitivity": "no",
    "tolerance": "yes",
}
EXPERT = {
    "core": "no",
    "judgement": "nearly_always",
    "expertise": "throughout",
    "standardised": "no",
    "volume": "medium",
    "analysis": "main",
    "measurable": "partly",
    "goal": "expertise",
    "sensitivity": "some",
    "tolerance": "yes",
}
MIXED = {
    "core": "no",
    "judgement": "some",
    "expertise": "parts",
    "standardised": "parts",
    "volume": "high",
    "analysis": "partly",
    "measurable": "yes",
    "goal": "capacity",
    "sensitivity": "no",
    "tolerance": "a_little",
}


def complete() -> st.SearchStrategy[dict[str, str]]:
    """Every question answered, none by 'not sure'."""
    questions = load_criteria().questions
    return st.fixed_dictionaries({q.id: st.sampled_from(q.values) for q in questions})


def partial() -> st.SearchStrategy[dict[str, str]]:
    """Any questions asked, any of them answered by 'not sure'."""
    questions = load_criteria().questions
    return st.fixed_dictionaries(
        {}, optional={q.id: st.sampled_from((*q.values, NOT_SURE)) for q in questions}
    )


def willing() -> st.SearchStrategy[dict[str, str]]:
    """What somebody would answer to each question, 'not sure' among it."""
    questions = load_criteria().questions
    return st.fixed_dictionaries({q.id: st.sampled_from((*q.values, NOT_SURE)) for q in questions})


def played(criteria: Criteria, mind: Mapping[str, str], *, offers: bool = True) -> list[Ask]:
    """The questions an interview asks of somebody with these answers in mind."""
    return [asked for _, asked in interviews.played(criteria, mind, offers=offers)]
