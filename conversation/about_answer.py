"""Turns about what was answered last: why, for example, which is worst, who says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from advisor.speaking.replies import Reply
from conversation import about_result, offers
from conversation.guide import Asked, candidates, remembered, term_asked
from conversation.message import CONTRARY, FALLBACK
from conversation.state import LastAnswer
from conversation.turn import Outcome, Turn
from conversation.verdict import SURE

HUMAN = "ask_human"


def follow(turn: Turn) -> Outcome | None:
    """Answer a turn about the last answer; None where the message is none."""
    if turn.message.is_button:
        return None
    intent = _intent(turn)
    if intent is None:
        return None
    meant = turn.taken_as(intent)
    last = turn.last
    if intent in about_result.ALL or (last is not None and last.kind == "result"):
        told = about_result.follow(meant)
        if told is not None:
            return told
    if intent in _ANY_TIME:
        return _ANY_TIME[intent](meant)
    if intent not in _ABOUT_ANSWERS or last is None or last.kind in ("notice", "result"):
        return None
    if last.kind == "task":
        return _about_task(meant, last)
    if last.kind == "refusal" or last.topic is None:
        return _about_refusal(meant, last)
    return _ABOUT_ANSWERS[intent](meant, last)


def protest(turn: Turn) -> Outcome | None:
    """Take a no in several words, to which nothing was asked, as one to the last answer."""
    message = turn.message
    is_no = not message.is_button and message.intent == "deny"
    if not is_no or turn.is_open or turn.last is None:
        return None
    return follow(turn) if message.words >= _WORDS_OF_A_PROTEST else None


def _intent(turn: Turn) -> str | None:
    """The turn that a message is: surely, or else likeliest where something was just answered."""
    message = turn.message
    if term_asked(turn):
        return "ask_explain"
    if message.is_surely(*INTENTS, least=SURE):
        return message.intent
    if turn.last is None or message.intent not in (FALLBACK, *INTENTS, "deny"):
        return None
    likeliest = next((name for name, _ in message.ranking if name != FALLBACK), None)
    if likeliest == "deny":
        # 'That was not right' is no answer to anything: nothing was asked.
        return "say_not_asked" if message.words >= _WORDS_OF_A_PROTEST else None
    return likeliest if message.likeliest(INTENTS, _LEAST) == likeliest else None


_LEAST = 0.15
"""The least probability of a turn about an answer: where there is one, little else is meant."""

_WORDS_OF_A_PROTEST = 3
"""The fewest words of a no that are about the last answer."""


def _spoken(turn: Turn, last: LastAnswer, reply: Reply) -> Outcome:
    return turn.say(reply, last=last, asks=True)


_WITHOUT_POLARITY = ("small_company",)


def _call(name: str) -> Callable[[Turn, LastAnswer], Outcome]:
    """A turn that the guide's words answer by themselves."""

    def spoken(turn: Turn, last: LastAnswer) -> Outcome:
        speak = getattr(turn.services.guide, name)
        given = {} if name in _WITHOUT_POLARITY else {"polarity": last.polarity}
        return _spoken(turn, last, speak(last.topic, last.models, **given))

    return spoken


def _repeat(turn: Turn, last: LastAnswer) -> Outcome:
    guide = turn.services.guide
    reply = guide.answer(str(last.topic), last.models, 1.0, last.polarity, detail=last.detail)
    return _spoken(turn, last, reply)


def _point(turn: Turn, last: LastAnswer) -> Outcome:
    place = offers.place_of(turn.message.text)
    place = offers.place_within(turn.message.text) if place is None else place
    number = -1 if place == -1 else (place or 0) + 1
    topic = str(last.topic)
    return _spoken(turn, last, turn.services.guide.point(topic, last.models, number, last.polarity))


def _more(turn: Turn, last: LastAnswer) -> Outcome:
    """Say what more there is; of two models, on the one whose place was named."""
    guide, place = turn.services.guide, offers.place_within(turn.message.text)
    topic, models = str(last.topic), last.models
    if place is not None and len(models) > 1 and place < len(models):
        one = Asked(topic, (models[place],), last.polarity)
        reply = guide.answer(topic, one.models, 1.0, last.polarity)
        return turn.say(reply, last=remembered(one, reply), asks=True)
    return _spoken(turn, last, guide.more(topic, models))


def _example(turn: Turn, last: LastAnswer) -> Outcome:
    guide, industry = turn.services.guide, turn.services.content.industry(turn.message.text)
    if industry is None:
        return _spoken(turn, last, guide.example(str(last.topic), last.models))
    reply = guide.industry(industry, last.models)
    return turn.say(reply, last=remembered(Asked("industries", last.models), reply), asks=True)


def _opposite(turn: Turn, last: LastAnswer) -> Outcome:
    reply = turn.services.guide.opposite(str(last.topic), last.models, last.polarity)
    contrary = None if last.polarity == CONTRARY else CONTRARY
    asked = Asked(str(reply.payload["topic"]), last.models, contrary)
    return turn.say(reply, last=remembered(asked, reply), asks=True)


def _explain(turn: Turn, last: LastAnswer) -> Outcome:
    guide = turn.services.guide
    reply = guide.explain(turn.message.text, str(last.topic), last.models, last.polarity)
    return _spoken(turn, last, reply)


def _not_asked(turn: Turn, last: LastAnswer) -> Outcome:
    others = tuple(name for name in candidates(turn) if name != last.topic)
    return _spoken(turn, last, turn.services.guide.misunderstood(others, last.models))


_SAID_AGAIN = frozenset(
    {"ask_why", "ask_doubt", "ask_explain", "ask_more", "ask_repeat", "ask_shorter", "ask_summary"}
)
"""Turns about a piece of work that was judged, which the judgement itself answers."""


def _about_task(turn: Turn, last: LastAnswer) -> Outcome | None:
    """Turns about a piece of work that was judged."""
    guide = turn.services.guide
    if turn.message.intent in _SAID_AGAIN:
        return _spoken(turn, last, guide.task(str(last.work), last.judgement, 1.0))
    models = last.models or ()
    topic = "when_to_choose" if turn.message.intent != "ask_example" else "tasks"
    known = LastAnswer(kind="answer", topic=topic, models=models)
    return _ABOUT_ANSWERS[turn.message.intent](turn, known)


def _about_refusal(turn: Turn, last: LastAnswer) -> Outcome | None:
    """Turns about a refusal: it is said again, or what there is instead."""
    guide = turn.services.guide
    if turn.message.intent in ("say_not_asked", "say_not_understood"):
        return _not_asked(turn, last)
    if last.subject is None:
        return None
    return _spoken(turn, last, guide.refusal(last.subject, 1.0))


def _bias(turn: Turn) -> Outcome:
    return turn.say(turn.services.guide.bias(), asks=True)


def _languages(turn: Turn) -> Outcome:
    return turn.say(turn.services.guide.languages(), asks=True)


def _human(turn: Turn) -> Outcome:
    return turn.say(turn.services.guide.answer("contact", (), turn.message.confidence), asks=True)


_ABOUT_ANSWERS: Mapping[str, Callable[[Turn, LastAnswer], Outcome]] = {
    "ask_why": _call("why"),
    "ask_example": _example,
    "ask_rank": _call("rank"),
    "ask_more": _more,
    "ask_shorter": _call("shorter"),
    "ask_repeat": _repeat,
    "ask_explain": _explain,
    "ask_source": _call("source"),
    "ask_doubt": _call("doubt"),
    "ask_small_company": _call("small_company"),
    "say_not_asked": _not_asked,
    "say_not_understood": _call("shorter"),
    "ask_opposite": _opposite,
    "choose_option": _point,
    "say_disagree": _call("doubt"),
    "ask_summary": _call("shorter"),
}
"""The turns about an answer of the guide, by their intents."""

_ANY_TIME: Mapping[str, Callable[[Turn], Outcome]] = {
    "ask_bias": _bias,
    "ask_languages": _languages,
    HUMAN: _human,
}
"""Turns that need no answer before them."""

INTENTS = (*_ABOUT_ANSWERS, *_ANY_TIME, *about_result.ALL)
"""All intents that are turns about something said."""
