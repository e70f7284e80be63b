"""The answer to the open question, facts on other questions, and yes or no to what was read."""

from __future__ import annotations

import re
from dataclasses import replace

from advisor.decision.order import Confirm
from advisor.reading.findings import Finding
from advisor.reading.naming import UNNAMED, is_name
from conversation import interviewing
from conversation.message import FALLBACK, Message, Work
from conversation.turn import Outcome, Turn
from conversation.verdict import SURE, SURE_TOPIC, verdict

_FEWEST_WORDS = 3
"""The fewest words that can say something nobody asked for."""

_ASKS_THE_MEANING = re.compile(
    r"\bwhat (?:do|does|is|are|would)\b.*\b(?:mean|meant|count|counts|qualify|qualifies)\b"
    r"|\bwhat (?:do |did )?(?:you|u) mean\b|\bmeaning what\b"
    r"|\bwhat (?:counts|qualifies)\b|\bhow (?:much|many|often) (?:is|are) (?:a |an )?"
    r"(?:lot|little|few|some|fair|rarely|sometimes|often)\b"
    r"|\bwhat(?: is|'s) (?:a )?(?:lot|little)\b"
    r"|\b(?:rephrase|reword|explain (?:that|this|the question))\b|^\W*explain\W*$"
    r"|\b(?:do not|don't|did not|didn't) (?:understand|get) (?:the|this|that|your) question\b",
    re.I,
)
"""Questions on the words of the question that is open."""

NOT_UNDERSTOOD = "say_not_understood"


def confirm(turn: Turn) -> Outcome | None:
    """Take a yes or no, or a correction, to what was read or to what decides on its own."""
    interview = turn.interview
    gate = interview.gate(turn.services.criteria)
    if not interview.is_confirming() and gate is None:
        return None
    said = verdict(turn.message)
    if gate is not None:
        return None if said is None else _decided(turn, gate, said.agrees, said.rest)
    corrected = _corrections(turn, said.rest if said is not None else None)
    if said is None:
        # What is neither a yes nor a no is shown once more before it counts.
        shown = tuple(replace(each, certainty="doubtful") for each in corrected)
        return None if not shown else interviewing.take(turn, interview, shown)
    if said.agrees:
        # 'Yes, but it is only 50 a month' takes the rest, and corrects that.
        criteria = {each.criterion for each in corrected}
        kept = tuple(each for each in interview.doubtful if each.criterion not in criteria)
        after = interview.but(doubtful=kept).confirming(turn.services.criteria)
        after = interviewing.with_boundary(after, turn.message)
        return interviewing.take(turn.on(after), after, corrected)
    if corrected:
        return interviewing.take(turn, interview, corrected)
    return _one_by_one(turn)


def _decided(turn: Turn, gate: Confirm, agrees: bool, rest: str) -> Outcome:
    if agrees:
        after = turn.interview.but(confirmed=True)
        return interviewing.go_on(turn, after)
    after = turn.interview.withdrawn(gate.criterion)
    found = turn.services.reader.answer(rest, gate.criterion, ()) if rest else None
    if found is not None and found.value != gate.value:
        return interviewing.take(turn.on(after), after, (found,))
    return interviewing.go_on(turn, after)


def _corrections(turn: Turn, rest: str | None) -> tuple[Finding, ...]:
    """What a message says otherwise than was read, or besides."""
    message, reader = turn.message, turn.services.reader
    if message.is_button or (message.asks and rest is None):
        return ()
    text = message.text if rest is None else rest
    if not text:
        return ()
    before = {each.criterion: each.value for each in turn.interview.doubtful}
    found = {each.criterion: each for each in reader.facts(text, message.signals)}
    for amendment in reader.amendments(text, message.signals):
        if amendment.finding is not None:
            found[amendment.criterion] = amendment.finding
    for criterion in before if len(before) == 1 else ():
        answer = reader.answer(text, criterion, message.signals)
        if answer is not None:
            found.setdefault(criterion, answer)
    return tuple(
        each
        for each in found.values()
        if before.get(each.criterion, turn.answers.get(each.criterion)) != each.value
    )


def _one_by_one(turn: Turn) -> Outcome:
    """Leave what was read aside, and ask for it."""
    interview = turn.interview
    asked_back = len(interview.doubtful) == 1
    after = interview.but(doubtful=(), failures=0)
    if asked_back:
        criterion = interview.doubtful[0].criterion
        is_open = criterion not in interview.given
        return interviewing.go_on(turn, after.but(asked=criterion if is_open else None), hint=True)
    return interviewing.go_on(turn, after, echo=turn.services.texts("interview.one_by_one"))


def name_work(turn: Turn) -> Outcome | None:
    """Take the name of the work, where that was asked for; a question is never one."""
    message, interview = turn.message, turn.interview
    if not turn.is_open or interview.work is not None or message.is_button:
        return None
    work, others = interviewing.works_of(message)
    if work is None and _is_no_work(message):
        return None
    if work is None and message.works:
        # All that is named stays: that is kept, and the work asked for again.
        return interviewing.go_on(turn, interviewing.with_boundary(interview, message))
    facts = turn.facts
    if work is None and not facts and not is_name(message.text):
        return None
    if work is None and not facts and message.words > _FEWEST_WORDS and message.asks:
        return None
    is_short = message.words <= _FEWEST_WORDS and not facts
    named = work or Work(_tidied(message) if is_short else UNNAMED, own=True)
    opening = replace(turn, message=replace(message, works=_works(message, named, others)))
    return interviewing.open_with(opening, interview)


def _works(message: Message, work: Work, others: tuple[str, ...]) -> tuple[Work, ...]:
    if any(not each.stays for each in message.works):
        return message.works
    return (work, *(each for each in message.works if each.stays))


def _tidied(message: Message) -> str:
    return " ".join(message.text.split()).strip(" .,;:!?\"'()-")


def _is_no_work(message: Message) -> bool:
    if message.asks or message.intent in ("affirm", "deny", "inform", "not_sure"):
        return message.intent != "inform"
    return message.intent not in (FALLBACK, "start_interview", "classify_task", "tasks") and (
        message.confidence >= SURE
    )


def explain(turn: Turn) -> Outcome | None:
    """Explain the open question by its example, where a message asks what it means."""
    message = turn.message
    if turn.open_criterion is None or message.models:
        return None
    if turn.interview.is_confirming():
        if not message.is_surely(NOT_UNDERSTOOD, least=SURE):
            return None
        told = turn.services.interview.notice("why", id="interview.why_confirm")
        return turn.say(told, asks=True)
    asks = _ASKS_THE_MEANING.search(message.text.replace("’", "'")) is not None
    if not asks and not message.is_surely(NOT_UNDERSTOOD, "ask_explain", least=SURE):
        return None
    echo = turn.services.texts("interview.no_fixed_measure")
    return interviewing.go_on(turn, turn.interview, echo=echo, hint=True)


def answer(turn: Turn) -> Outcome | None:
    """Take the answer to the open question, with what else the message says."""
    if turn.open_criterion is None or turn.interview.is_confirming() or turn.message.is_button:
        return None
    found = turn.answer
    if found is None:
        return None
    said = verdict(turn.message)
    # A plain 'no, not at all' answers one question and tells nothing on others.
    facts = () if said is not None and not said.rest else turn.facts
    others = tuple(each for each in facts if _is_besides(each, found))
    after = interviewing.with_boundary(turn.interview, turn.message)
    step = after.gate(turn.services.criteria)
    if step is not None and found.value == step.value:
        return interviewing.go_on(turn, after.but(confirmed=True))
    return interviewing.take(turn, after, (found, *others))


def _is_besides(fact: Finding, answer: Finding) -> bool:
    """Whether a fact is said beside an answer: what surely answers is no guess at another one."""
    same_words = fact.words.strip(" .,!") == answer.words.strip(" .,!")
    is_guess = fact.certainty == "doubtful" and answer.certainty == "sure" and same_words
    return fact.criterion != answer.criterion and not is_guess


def volunteer(turn: Turn) -> Outcome | None:
    """Take facts on questions that are not open, where a message tells them."""
    if not turn.is_open or turn.message.is_button or turn.message.asks:
        return None
    if turn.message.words < _FEWEST_WORDS or is_on_a_topic(turn):
        return None
    after = interviewing.with_boundary(turn.interview, turn.message)
    if not turn.facts and after == turn.interview:
        return None
    if not turn.facts:
        noted = turn.services.texts("interview.boundary_noted", stays=", ".join(after.stays))
        return interviewing.go_on(turn, after, echo=noted)
    return interviewing.take(turn, after, turn.facts)


def is_on_a_topic(turn: Turn) -> bool:
    """Whether a message is clearly on a topic of the guide, and no answer to a question."""
    message = turn.message
    kinds = turn.services.content
    return message.intent in kinds.guide_topics and message.confidence >= SURE_TOPIC
