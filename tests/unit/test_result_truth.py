"""Is everything that is said of a result true, whatever the open questions bring?

Each claim is checked against all completions of the answers, worked out here anew.
"""

import itertools
import re
from collections.abc import Iterable, Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.decision.answers import Answers
from advisor.decision.recommendation import (
    Boundary,
    Recommendation,
    WhyNot,
    distances,
    recommend,
)
from advisor.decision.scoring import available_models, options_of, score
from advisor.decision.what_if import (
    Change,
    Supposition,
    WhatIf,
    apply,
    changes_of,
    consequence,
    one_answer_changes,
    settling_answers,
    way_to,
)
from advisor.decision.worlds import Array, complete_worlds, every_world
from advisor.speaking.results import ResultWords
from advisor.speaking.summary import FEWEST_WORDS, MOST_WORDS
from advisor.speaking.suppositions import WhatIfWords
from content import load_criteria
from content.criteria import NOT_SURE, OUTCOMES, Criteria, Outcome
from content.schema import MODELS, Model
from tests.unit.answer_sets import EXPERT, MIXED, ROUTINE, partial

OTHER: Mapping[Model, Model] = {"bpo": "kpo", "kpo": "bpo"}

CONDITIONS = re.compile(r"\bif [^.\n]*\bresult would\b[^.\n]*\.", re.I)
"""The sentences that state a result as certain."""


def completions(criteria: Criteria, given_answers: Mapping[str, str]) -> Array:
    """The outcome codes of all completions."""
    reach = tuple(
        question.values.index(given_answers[question.id])
        if given_answers.get(question.id, NOT_SURE) != NOT_SURE
        else slice(None)
        for question in criteria.questions
    )
    codes: Array = np.asarray(complete_worlds(criteria)[0][reach]).reshape(-1)
    return codes


def outcomes_of(criteria: Criteria, given_answers: Mapping[str, str]) -> set[Outcome]:
    order = criteria.policy.lead_order
    return {order[code] for code in np.unique(completions(criteria, given_answers))}


def totals(criteria: Criteria, given_answers: Mapping[str, str], model: Model) -> set[int]:
    """The points that a model can have; some of all, where there are many."""
    found = {0}
    for question in criteria.questions:
        value = given_answers.get(question.id, NOT_SURE)
        options = question.options if value == NOT_SURE else (question.option(value),)
        found = {total + getattr(option, model) for total in found for option in options}
    return found


def after(given_answers: Mapping[str, str], changes: Iterable[Change]) -> dict[str, str]:
    return {**given_answers, **{each.criterion: each.new for each in changes}}


@st.composite
def suppositions(draw: st.DrawFn, most: int = 3) -> tuple[Supposition, ...]:
    """Up to so many other answers, each to another question."""
    names = draw(
        st.lists(st.sampled_from(load_criteria().ids), min_size=1, max_size=most, unique=True)
    )
    questions = [load_criteria().question(name) for name in names]
    return tuple(Supposition(each.id, draw(st.sampled_from(each.values))) for each in questions)


def every_what_if(criteria: Criteria, answers: Answers) -> list[WhatIf]:
    """All that is said to change a result, of every kind."""
    told = recommend(criteria, answers)
    found = [*one_answer_changes(criteria, answers), *told.changes]
    found += [way_to(criteria, answers, outcome) for outcome in OUTCOMES]
    found += [told.smallest, told.keeping.way if told.keeping else None]
    return [each for each in found if each is not None]


def sentence(words: ResultWords, found: WhatIf) -> str:
    return WhatIfWords(words.phrases).sentence(found)


def says_would(text: str) -> bool:
    return re.search(r"\bwould\b", text) is not None


@given(given_answers=partial())
def test_a_change_names_exactly_what_is_possible_then(
    criteria: Criteria, given_answers: dict[str, str]
) -> None:
    for each in every_what_if(criteria, Answers.of(criteria, given_answers)):
        then = after(given_answers, each.changes)
        assert set(each.possible) == outcomes_of(criteria, then)
        codes = completions(criteria, then)
        counts = [np.count_nonzero(codes == code) for code in range(len(OUTCOMES))]
        order = criteria.policy.lead_order
        first = counts[order.index(each.possible[0])]
        assert first == max(counts)
        assert each.has_likeliest == (counts.count(first) == 1)


@given(given_answers=partial())
def test_would_is_said_only_where_it_is_certain(
    criteria: Criteria, words: ResultWords, given_answers: dict[str, str]
) -> None:
    answers = Answers.of(criteria, given_answers)
    for each in every_what_if(criteria, answers):
        text = sentence(words, each)
        is_certain = len(outcomes_of(criteria, after(given_answers, each.changes))) == 1
        assert says_would(text) == is_certain == each.is_certain


@given(given_answers=partial(), supposed=suppositions())
def test_suppositions_together_lead_where_every_completion_leads_or_could(
    criteria: Criteria,
    words: ResultWords,
    given_answers: dict[str, str],
    supposed: tuple[Supposition, ...],
) -> None:
    answers = Answers.of(criteria, given_answers)
    changes = changes_of(criteria, answers, supposed)
    found = consequence(criteria, answers, changes)
    then = outcomes_of(criteria, after(given_answers, changes))
    assert set(found.possible) == then
    if changes:
        assert says_would(words.what_if(answers, supposed).text) == (len(then) == 1)
    assert dict(answers) == given_answers


@given(given_answers=partial())
def test_no_reply_about_a_result_says_would_of_what_is_open(
    criteria: Criteria, words: ResultWords, given_answers: dict[str, str]
) -> None:
    answers = Answers.of(criteria, given_answers)
    told = recommend(criteria, answers)
    certain = {
        sentence(words, each)
        for each in every_what_if(criteria, answers)
        if len(outcomes_of(criteria, after(given_answers, each.changes))) == 1
    }
    replies = [
        words.recommendation(told, "payroll").text,
        words.summary("payroll", told).text,
        words.certainty(told).text,
        words.why(told).text,
        words.warnings(told).text,
        words.next_steps(told).text,
        words.boundary(told).text,
        words.points(answers).text,
        words.standing(answers).text,
        words.what_if(answers).text,
        *(words.way_to(answers, outcome).text for outcome in OUTCOMES),
        *(words.why_not(told, outcome).text for outcome in OUTCOMES),
    ]
    lowered = {each.lower() for each in certain}
    for text in replies:
        for condition in CONDITIONS.findall(text):
            assert condition.lower() in lowered
        rest = CONDITIONS.sub("", text).replace("**What would change it**", "")
        for challenge in criteria.warnings:
            rest = rest.replace(challenge.text, "").replace(challenge.practice, "")
        assert not says_would(rest)


@given(given_answers=partial(), name=st.sampled_from(load_criteria().ids))
def test_a_supposition_without_a_value_tells_of_each_answer_truly(
    criteria: Criteria, words: ResultWords, given_answers: dict[str, str], name: str
) -> None:
    answers = Answers.of(criteria, given_answers)
    lines = words.what_if(answers, [Supposition(name)]).text.splitlines()[1:]
    values = criteria.question(name).values
    assert len(lines) == len(values)
    for value, line in zip(values, lines, strict=True):
        if answers.known.get(name) != value:
            then = outcomes_of(criteria, {**given_answers, name: value})
            assert says_would(line) == (len(then) == 1)


@given(given_answers=partial(), outcome=st.sampled_from(OUTCOMES))
def test_the_way_to_a_result_leads_there_in_every_completion(
    criteria: Criteria, given_answers: dict[str, str], outcome: Outcome
) -> None:
    answers = Answers.of(criteria, given_answers)
    way = way_to(criteria, answers, outcome)
    if way is None:
        assert outcomes_of(criteria, given_answers) == {outcome}
    else:
        assert outcomes_of(criteria, after(given_answers, way.changes)) == {outcome}
        for count in range(1, min(len(way.changes), 3)):
            for changes in _all_changes(criteria, answers, count):
                then = apply(criteria, answers, changes)
                assert consequence(criteria, then, ()).possible != (outcome,)


def _all_changes(criteria: Criteria, answers: Answers, count: int) -> Iterable[tuple[Change, ...]]:
    known = answers.known
    for names in itertools.combinations(criteria.ids, count):
        values = (criteria.question(name).values for name in names)
        for chosen in itertools.product(*values):
            yield tuple(
                Change(name, known.get(name), value)
                for name, value in zip(names, chosen, strict=True)
            )


@given(given_answers=partial())
def test_the_distances_are_the_fewest_other_answers(
    criteria: Criteria, given_answers: dict[str, str]
) -> None:
    answers = Answers.of(criteria, given_answers)
    known = answers.known
    places = np.indices(complete_worlds(criteria)[0].shape, dtype=np.int8)
    others = sum(
        (
            places[axis] != question.values.index(known[question.id])
            for axis, question in enumerate(criteria.questions)
            if question.id in known
        ),
        np.zeros(places[0].shape, np.int8),
    )
    codes = complete_worlds(criteria)[0]
    expected = {
        outcome: int(others[codes == criteria.policy.lead_order.index(outcome)].min())
        for outcome in OUTCOMES
    }
    assert distances(criteria, answers) == expected


@given(given_answers=partial())
def test_the_answers_that_could_change_a_settled_result_alone_are_all_named(
    criteria: Criteria, given_answers: dict[str, str]
) -> None:
    answers = Answers.of(criteria, given_answers)
    certainty = recommend(criteria, answers).certainty
    now = outcomes_of(criteria, given_answers)
    expected = {
        name
        for name in answers.known
        for value in criteria.question(name).values
        if outcomes_of(criteria, {**given_answers, name: value}) != now
    }
    assert certainty.is_settled == (len(now) == 1)
    assert set(certainty.tipping) == (expected if certainty.is_settled else set())


def test_firm_says_what_it_would_take(criteria: Criteria, words: ResultWords) -> None:
    said = words.certainty(recommend(criteria, Answers.of(criteria, ROUTINE))).text
    assert "Another answer on core work or amount of work alone could change it" in said
    assert "KPO is two other answers away at least" in said


@given(given_answers=partial())
def test_how_often_the_open_questions_lead_there_is_counted(
    criteria: Criteria, given_answers: dict[str, str]
) -> None:
    told = recommend(criteria, Answers.of(criteria, given_answers))
    codes = completions(criteria, given_answers)
    order = criteria.policy.lead_order
    counts = sorted((int((codes == code).sum()) for code in range(len(order))), reverse=True)
    first = int((codes == order.index(told.certainty.possible[0])).sum())
    assert first == counts[0]
    expected = "most" if 2 * first > codes.size else "more" if counts[0] > counts[1] else "equal"
    assert told.certainty.majority == expected


@given(given_answers=partial())
def test_the_fewest_answers_that_settle_an_open_result_are_the_fewest(
    criteria: Criteria, given_answers: dict[str, str]
) -> None:
    answers = Answers.of(criteria, given_answers)
    found = settling_answers(criteria, answers)
    if found is None:
        assert len(outcomes_of(criteria, given_answers)) == 1
        return
    assert all(change.old is None for change in found.changes)
    assert len(outcomes_of(criteria, after(given_answers, found.changes))) == 1
    open_questions = [name for name in criteria.ids if name not in answers.known]
    for count in range(1, min(len(found.changes), 3)):
        for names in itertools.combinations(open_questions, count):
            for chosen in itertools.product(*(criteria.question(n).values for n in names)):
                fewer = {**given_answers, **dict(zip(names, chosen, strict=True))}
                assert len(outcomes_of(criteria, fewer)) > 1


# The lines on the other outcomes


@given(given_answers=partial())
def test_what_is_said_of_the_other_outcomes_holds_in_every_completion(
    criteria: Criteria, given_answers: dict[str, str]
) -> None:
    told = recommend(criteria, Answers.of(criteria, given_answers))
    assert {each.outcome for each in told.others} == set(OUTCOMES) - {told.outcome}
    for each in told.others:
        _check_why_not(criteria, given_answers, told, each)


def _check_why_not(
    criteria: Criteria, given_answers: dict[str, str], told: Recommendation, found: WhyNot
) -> None:
    bar, kind = criteria.policy.bar, found.kind
    possible = outcomes_of(criteria, given_answers)
    available = available_models(options_of(criteria, told.answers))
    reach = {model: totals(criteria, given_answers, model) for model in MODELS}
    if kind == "open":
        assert found.outcome in possible
        return
    assert found.outcome not in possible
    if kind == "kept":
        assert given_answers["core"] == "yes"
    elif kind == "no_model":
        assert all(max(reach[model]) < bar for model in available)
        assert told.too_little == ("bpo" not in available and max(reach["bpo"]) >= bar)
    elif kind == "too_little":
        assert found.outcome not in available
    elif kind in ("below", "at_most") and found.model is not None:
        assert found.model == found.outcome
        assert found.own == max(reach[found.model]) < bar
        assert (kind == "below") == (len(reach[found.model]) == 1)
    elif kind == "behind" and found.model is not None:
        assert reach[found.model] == {found.other}
        assert reach[OTHER[found.model]] == {found.own}
        assert found.own < found.other  # type: ignore[operator]
    elif kind == "far_behind":
        assert possible == {found.model}
    elif kind == "reaches" and found.model is not None:
        assert found.model in available
        assert min(reach[found.model]) >= bar
    elif kind == "alone" and found.model is not None:
        assert possible == {found.model}
        other = OTHER[found.model]
        assert other not in available or max(reach[other]) < bar
    elif kind == "ahead":
        assert possible == {found.model}
    elif kind in ("not_all", "equal"):
        assert possible == {"hybrid"}
    else:
        assert kind in ("closed", "some_reaches")


@pytest.mark.parametrize(("winner", "other"), OTHER.items())
def test_where_both_models_reach_the_bar_the_better_one_is_said_to_be_ahead(
    criteria: Criteria, words: ResultWords, winner: Model, other: Model
) -> None:
    every = every_world(criteria)
    code = criteria.policy.lead_order.index(winner)
    places = np.argwhere((every.outcome == code) & every.eligible[other])
    for place in places:
        answers = {
            question.id: question.values[at]
            for question, at in zip(criteria.questions, place, strict=True)
        }
        told = recommend(criteria, Answers.of(criteria, answers))
        lines = {each.outcome: each for each in words.told(told).others}
        points = {model: told.points.of(model) for model in MODELS}
        assert lines[other].text.endswith(
            f"but it has {points[other]} points and {winner.upper()} has {points[winner]}."
        )
        assert f"{winner.upper()} is far enough ahead by itself" in lines["hybrid"].text
        _check_why_not(criteria, answers, told, told.others[0])


def test_a_model_that_stays_ahead_in_every_completion_is_said_to(criteria: Criteria) -> None:
    every = every_world(criteria)
    code = criteria.policy.lead_order.index("kpo")
    place = np.argwhere((every.outcome == code) & every.eligible["bpo"])[0]
    answers = {
        question.id: question.values[at]
        for question, at in zip(criteria.questions, place, strict=True)
        if question.id != "tolerance"
    }
    told = recommend(criteria, Answers.of(criteria, answers))
    for each in told.others:
        _check_why_not(criteria, answers, told, each)


@given(given_answers=partial())
def test_the_headline_of_a_hybrid_names_a_partner_only_where_it_is_the_same_in_all(
    criteria: Criteria, given_answers: dict[str, str]
) -> None:
    told = recommend(criteria, Answers.of(criteria, given_answers))
    if told.outcome != "hybrid":
        return
    partners = set()
    open_questions = [q for q in criteria.questions if q.id not in told.answers.known]
    if len(open_questions) > 4:
        return
    for values in itertools.product(*(question.values for question in open_questions)):
        full = Answers.of(
            criteria,
            {
                **told.answers.known,
                **{q.id: value for q, value in zip(open_questions, values, strict=True)},
            },
        )
        scored = score(criteria, full)
        if scored.outcome == "hybrid":
            partners.add(_partners(criteria, full))
    assert told.is_partner_certain == (len(partners) == 1)
    assert set(told.partners) == set().union(*partners)


def _partners(criteria: Criteria, full: Answers) -> frozenset[Model]:
    scored = score(criteria, full)
    eligible = frozenset(
        model
        for model in available_models(options_of(criteria, full))
        if scored.points.of(model) >= criteria.policy.bar
    )
    if scored.rule != "split_gate":
        return eligible
    most = max(scored.points.of(model) for model in eligible)
    return frozenset(model for model in eligible if scored.points.of(model) == most)


# Reasons, warnings and steps


@given(given_answers=partial())
def test_nothing_speaks_for_a_result_and_against_it(
    criteria: Criteria, given_answers: dict[str, str]
) -> None:
    told = recommend(criteria, Answers.of(criteria, given_answers))
    reasons = {each.criterion for each in told.reasons}
    assert not reasons & {each.criterion for each in told.against}
    for each in told.against:
        if told.outcome == "bpo" or told.outcome == "kpo":
            own, other = each.points.of(told.outcome), each.points.of(OTHER[told.outcome])
            assert own < other or own < 0
        elif told.outcome == "in_house":
            assert max(each.points.bpo, each.points.kpo) > 0
        else:
            option = criteria.question(each.criterion).option(each.value)
            assert not option.parts
            assert option.gate != "split"
    for each in told.reasons:
        if told.outcome == "bpo" or told.outcome == "kpo":
            own, other = each.points.of(told.outcome), each.points.of(OTHER[told.outcome])
            assert own > other or each.effect == "rules_out"
        elif told.outcome == "in_house":
            assert max(each.points.bpo, each.points.kpo) <= 0 or each.effect == "rules_out"


@given(given_answers=partial())
def test_a_warning_is_raised_by_an_answer_or_by_one_that_is_missing(
    criteria: Criteria, words: ResultWords, given_answers: dict[str, str]
) -> None:
    told = recommend(criteria, Answers.of(criteria, given_answers))
    shown = words.told(told).warnings
    for caution, warning in zip(told.cautions, shown, strict=False):
        triggers = {(each.criterion, each.value) for each in caution.challenge.raised_by}
        assert bool(caution.raised_by) != bool(caution.unknown)
        for given_one in caution.raised_by:
            assert told.answers.known[given_one.criterion] == given_one.value
            assert (given_one.criterion, given_one.value) in triggers
            assert words.phrases.statement(given_one) in warning.text
        for name in caution.unknown:
            assert name not in told.answers.known
            assert criteria.question(name).short.lower() in warning.text
    for each in told.unraised:
        assert {trigger.criterion for trigger in each.raised_by} <= set(told.answers.known)


@given(given_answers=partial())
def test_work_that_touches_no_secrets_is_sent_to_no_lawyer(
    criteria: Criteria, words: ResultWords, given_answers: dict[str, str]
) -> None:
    told = recommend(criteria, Answers.of(criteria, given_answers | {"sensitivity": "no"}))
    text = words.recommendation(told).text
    assert "lawyer" not in text
    assert "intellectual property" not in text


@given(given_answers=partial())
def test_a_step_follows_an_answer_or_always_belongs_to_the_result(
    criteria: Criteria, given_answers: dict[str, str]
) -> None:
    told = recommend(criteria, Answers.of(criteria, given_answers))
    for each in told.steps:
        assert told.outcome in each.step.outcomes
        assert each.step.model in (None, *told.partners)
        called = bool(each.raised_by) or bool(each.unknown)
        assert called == bool(each.step.raised_by)
        assert all(told.answers.known[g.criterion] == g.value for g in each.raised_by)
        assert not set(each.unknown) & set(told.answers.known)


# Summaries


@given(
    given_answers=partial(),
    work=st.sampled_from([None, "payroll", "answering the billing questions of clients by phone"]),
    boundary=st.sampled_from(
        [
            Boundary(),
            Boundary(("the review",), ("the typing", "the scanning")),
            Boundary(("the diagnosis and the talk with the patient at the end",), ()),
        ]
    ),
)
def test_a_summary_is_one_paragraph_of_60_to_110_words(
    criteria: Criteria,
    words: ResultWords,
    given_answers: dict[str, str],
    work: str | None,
    boundary: Boundary,
) -> None:
    told = recommend(criteria, Answers.of(criteria, given_answers))
    text = words.summary(work, told, boundary).text
    assert FEWEST_WORDS <= len(text.split()) <= MOST_WORDS
    assert "\n" not in text
    assert (work or "this work") in text
    assert "NineArchs LLC, which sells both" in text


@pytest.mark.parametrize("given_answers", [ROUTINE, EXPERT, MIXED, ROUTINE | {"core": "yes"}])
def test_a_summary_tells_result_certainty_reasons_objection_and_change(
    criteria: Criteria, words: ResultWords, given_answers: dict[str, str]
) -> None:
    told = recommend(criteria, Answers.of(criteria, given_answers))
    text = words.summary("payroll", told).text
    assert words.phrases.outcome(told.outcome) in text
    assert "How sure it is: firm" in text
    for reason in told.reasons[:2]:
        assert criteria.question(reason.criterion).option(reason.value).statement in text
    assert ("Against it" in text) == bool(told.against)
    assert "the result would be" in text
