"""Turns about a result of the visitor's: why, what next, for the boss, what if."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from advisor.decision.recommendation import Recommendation, recommend
from advisor.decision.what_if import Supposition, merged
from advisor.speaking import commands
from advisor.speaking.export import address
from advisor.speaking.interview import with_buttons
from content.criteria import Outcome as Outcome_
from conversation import assessments, changing, offers
from conversation.interview import Interview
from conversation.state import LastAnswer
from conversation.turn import Outcome, Turn
from conversation.verdict import SURE


def follow(turn: Turn) -> Outcome | None:
    """Answer a turn about a result; None where there is none that it can be about."""
    message = turn.message
    handler = _ON_A_RESULT.get(message.intent)
    if handler is None:
        return None
    interview = assessments.meant(turn)
    if isinstance(interview, Outcome):
        return interview
    if interview is None or not interview.answers(turn.services.criteria):
        return None
    if message.intent in _OF_A_TOLD_RESULT and not interview.was_told:
        return None
    return handler(turn, interview)


def dissent(turn: Turn) -> Outcome | None:
    """Take a fact told after a result that speaks against an answer: ask whether to change it."""
    interview, message = turn.interview, turn.message
    if not interview.is_told or message.asks or message.is_button:
        return None
    disagrees = message.is_surely("say_disagree", least=SURE)
    stated = turn.services.reader.amendments(message.text, message.signals)
    named = next((each.finding for each in stated if each.finding is not None), None)
    found = named or (turn.facts[0] if turn.facts else None)
    if found is not None and (disagrees or len(turn.facts) or named):
        return changing.suggest(turn, interview, found)
    if not disagrees:
        return None
    told = recommend(turn.services.criteria, turn.answers)
    reasons = turn.services.results.why(told)
    chosen = changing.choose(turn, interview)
    return chosen.after(with_buttons(reasons))


def reasons(turn: Turn) -> Outcome | None:
    """Give the reasons for the result told last, where an outcome is asked about: 'why BPO?'"""
    if not is_fresh(turn) or _WHY_IT.fullmatch(turn.message.text) is None:
        return None
    return _why(turn, turn.interview)


def is_meant(turn: Turn) -> bool:
    """Whether a message asks about the work of the result told last: 'so I should do it?'"""
    message = turn.message
    return is_fresh(turn) and not message.works and _POINTS_BACK.search(message.text) is not None


def is_fresh(turn: Turn) -> bool:
    """Whether the result of the present interview was the last thing spoken of, in words."""
    last = turn.last
    if last is None or turn.message.is_button or not turn.interview.is_told:
        return False
    return last.kind == "result" and last.interview == turn.interview.id


def _told(turn: Turn, interview: Interview) -> Recommendation:
    return recommend(turn.services.criteria, interview.answers(turn.services.criteria))


def remembered(interview: Interview, supposed: Mapping[str, str] | None = None) -> LastAnswer:
    """Return what is remembered of a turn about a result."""
    return LastAnswer(
        kind="result",
        topic=commands.START,
        interview=interview.id,
        supposed=dict(supposed or {}),
    )


def _why(turn: Turn, interview: Interview) -> Outcome:
    results, told = turn.services.results, _told(turn, interview)
    others = [each for each in outcomes_named(turn.message.text) if each != told.outcome]
    reply = results.why_not(told, others[0]) if others else results.why(told)
    return turn.say(reply, last=remembered(interview), asks=True)


def _reason(turn: Turn, interview: Interview) -> Outcome:
    place = offers.place_within(turn.message.text)
    reply = turn.services.results.reason(_told(turn, interview), (place or 0) + 1)
    return turn.say(reply, last=remembered(interview), asks=True)


def _spoken(name: str) -> Callable[[Turn, Interview], Outcome]:
    """A turn that the words on results answer by themselves."""

    def spoken(turn: Turn, interview: Interview) -> Outcome:
        reply = getattr(turn.services.results, name)(_told(turn, interview))
        return turn.say(reply, last=remembered(interview), asks=True)

    return spoken


def _recap(turn: Turn, interview: Interview) -> Outcome:
    if not interview.was_told:
        reply = turn.services.results.standing(interview.answers(turn.services.criteria))
    else:
        reply = turn.services.results.recap(_told(turn, interview), interview.boundary)
    return turn.say(reply, last=remembered(interview), asks=True)


def _boundary(turn: Turn, interview: Interview) -> Outcome:
    reply = turn.services.results.boundary(_told(turn, interview), interview.boundary)
    return turn.say(reply, last=remembered(interview), asks=True)


def _summary(turn: Turn, interview: Interview) -> Outcome:
    reply = turn.services.results.summary(
        interview.work, _told(turn, interview), interview.boundary
    )
    return turn.say(reply, last=remembered(interview), asks=True)


def _page(turn: Turn, interview: Interview) -> Outcome:
    every = turn.services.records.results(turn.message.conversation)
    ids = [each.id for each in every if turn.services.records.interview_of(each) == interview.id]
    if not ids:
        return _recap(turn, interview)
    told = turn.services.kept.page(address(ids[0]), can_send=False)
    return turn.say(told, last=remembered(interview), asks=True)


def what_if(turn: Turn, interview: Interview) -> Outcome:
    """Tell where other answers would lead, changing none; a follow-up adds to what was supposed."""
    services, message = turn.services, turn.message
    answers = interview.answers(services.criteria)
    said = _supposed(turn)
    before = _supposed_before(turn, interview)
    if before and not said:
        said = _of_same_question(turn, before)
    supposed = merged(before, said) if before and _FOLLOWS_UP.match(message.text) else said
    if not supposed:
        targets = [each for each in outcomes_named(message.text) if each]
        if targets and not message.is_button:
            reply = services.results.way_to(answers, targets[0])
            return turn.say(reply, last=remembered(interview), asks=True)
    reply = services.results.what_if(answers, supposed, is_told=interview.is_told)
    kept = {each.criterion: each.value for each in supposed if each.value is not None}
    return turn.say(reply, last=remembered(interview, kept), asks=True)


def _supposed(turn: Turn) -> tuple[Supposition, ...]:
    """What the message supposes: answers to questions that it names, or tells."""
    if turn.message.is_button:
        return ()
    stated = turn.services.reader.amendments(turn.message.text, turn.message.signals)
    found = {
        each.criterion: None if each.finding is None else each.finding.value for each in stated
    }
    if not found:
        found = {each.criterion: each.value for each in turn.facts}
    return tuple(Supposition(criterion, value) for criterion, value in found.items())


def _supposed_before(turn: Turn, interview: Interview) -> tuple[Supposition, ...]:
    last = turn.last
    if last is None or last.interview != interview.id:
        return ()
    return tuple(Supposition(criterion, value) for criterion, value in last.supposed.items())


def _of_same_question(turn: Turn, before: Sequence[Supposition]) -> tuple[Supposition, ...]:
    """What a follow-up supposes of a question supposed before: 'and if it is medium?'"""
    text = _FOLLOWS_UP.sub("", turn.message.text).strip(" ?")
    for each in reversed(before):
        found = turn.services.reader.answer(text, each.criterion, ())
        if found is not None:
            return (Supposition(each.criterion, found.value),)
    return ()


def outcomes_named(text: str) -> tuple[Outcome_, ...]:
    """Return the outcomes that a text names, in the order of the criteria."""
    return tuple(outcome for outcome, pattern in _OUTCOMES.items() if pattern.search(text))


_OUTCOMES: Mapping[Outcome_, re.Pattern[str]] = {
    "hybrid": re.compile(r"\bhybrid\b|\bsplit\b", re.I),
    "in_house": re.compile(r"\bin[- ]?house\b|\bkeep\b|\bnot outsourc", re.I),
    "kpo": re.compile(r"\bkpo\b|\bknowledge process", re.I),
    "bpo": re.compile(r"\bbpo\b|\bbusiness process", re.I),
}

_WHY_IT = re.compile(
    r"\W*(?:(?:and|but|so|ok|okay)\W+)?why(?:\W+(?:not|is|it|is it|isn't it|then|a|only))*"
    r"\W+(?:bpo|kpo|(?:a )?hybrid|in[- ]?house|keep it(?: in[- ]?house)?)(?:\W+then)?\W*",
    re.I,
)
"""An outcome asked about in so few words that the one told last is meant."""

_POINTS_BACK = re.compile(r"\b(?:it|this|that)\b", re.I)
"""Words that stand for work spoken of before."""

_FOLLOWS_UP = re.compile(
    r"^\W*(?:and|plus|also|or|but)?\W*(?:what|how about|what about)?\W*(?:if|when|suppose|say)?\b"
    r"(?:\W*(?:it|that|they|this)\W+(?:is|was|were|are|'s)\b)?|^\W*both\b",
    re.I,
)
"""How a supposition goes on from another: 'and if it is', 'what if both?'"""

_ON_A_RESULT: Mapping[str, Callable[[Turn, Interview], Outcome]] = {
    "ask_why": _why,
    "ask_explain": _why,
    "ask_doubt": _spoken("certainty"),
    "ask_more": _spoken("why"),
    "ask_repeat": _recap,
    "ask_shorter": _recap,
    "say_not_understood": _recap,
    "ask_rank": _spoken("why"),
    "ask_example": _spoken("why"),
    "ask_source": _recap,
    "ask_opposite": _recap,
    "ask_recommendation": _recap,
    "ask_next_steps": _spoken("next_steps"),
    "ask_keep_part": _boundary,
    "ask_reason": _reason,
    "ask_summary": _summary,
    "ask_send": _page,
    "ask_print": _page,
    "choose_option": _reason,
    "what_if": what_if,
}
"""The turns about a result, by their intents."""

_OF_A_TOLD_RESULT = ("ask_reason", "ask_summary", "ask_send", "ask_print", "ask_next_steps")

ALL = (
    "ask_recommendation",
    "ask_next_steps",
    "ask_keep_part",
    "ask_reason",
    "ask_summary",
    "ask_send",
    "ask_print",
    "what_if",
)
"""The turns that are about a result whatever was said before."""
