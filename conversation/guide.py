"""A question on the guide: answered, refused, or a piece of work judged."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from advisor.speaking import commands
from advisor.speaking.interview import with_buttons
from advisor.speaking.replies import Reply
from content.schema import MODELS, Industry, Model, Polarity
from conversation import interviewing
from conversation.answering import is_on_a_topic
from conversation.message import FALLBACK, FOLLOW_UP, Message, models_in
from conversation.state import LastAnswer
from conversation.turn import Outcome, Turn
from conversation.verdict import SURE

CLASSIFY = "classify_task"
REFUSE = "out_of_scope"
WISH = "start_interview"
INDUSTRIES = "industries"
DEFINITION = "definition"

SURE_OF_SUBJECT = 0.5
"""The least confidence with which a refusal names its subject."""

_BOTH = re.compile(r"\bboth\b|\bthe two\b|\beach\b|\bcompar(?:e|ed|ison)\b", re.I)
_GENERAL = re.compile(r"\boutsourc", re.I)
_MEANING = re.compile(
    r"\b(?:mean|means|meant|meaning|explain|jargon|plain|term|word|words)\b"
    r"|\bwhat(?:'s| is| are|s)\b",
    re.I,
)
_SAME = re.compile(r"\b(?:same|too|also|likewise|as well)\b", re.I)
_OTHER_ONE = re.compile(r"\bthe other\b|\bother (?:one|model)\b", re.I)
_QUESTION = re.compile(
    r"^\W*(?:(?:and|but|so|ok|okay|well|hey|cheers|thanks)\W+)*"
    r"(?:(?:what|how|why|which|who|when|where)(?:'?s)?|is|are|can|could|do|does|did|should|would"
    r"|will|tell|explain|define|give|list|compare|describe)\b",
    re.I,
)


@dataclass(frozen=True)
class Asked:
    """What is asked: a topic, the models, and whether the contrary is wanted."""

    topic: str
    models: tuple[Model, ...]
    polarity: Polarity | None = None
    detail: str | None = None


def asked(turn: Turn) -> Asked:
    """Return the topic and models that a message asks about, with what 'it' refers to."""
    message, last = turn.message, turn.last
    before = last if last is not None and last.topic is not None else None
    topic = message.intent
    is_topic = topic in turn.services.content.topics
    if not is_topic and (before is None or topic == commands.WHAT_IF):
        topic = _best_topic(message) or topic
    may_follow = topic == FALLBACK or (topic == "difference" and _SAME.search(message.text))
    if may_follow and before is not None and _only_changes_model(message, before):
        topic = FOLLOW_UP
    is_bare = message.plain in ("bpo", "kpo", "both") and before is not None
    if topic == FOLLOW_UP or (is_bare and not message.is_button):
        known = before.topic if before is not None and before.kind == "answer" else None
        topic = known or (DEFINITION if message.models else FALLBACK)
    return Asked(topic, models_of(message, before), message.polarity, message.detail)


def _only_changes_model(message: Message, before: LastAnswer) -> bool:
    """Whether an unclear message names another model than the last answer: 'has BPO the same?'"""
    is_short = message.words <= _WORDS_OF_A_FOLLOW_UP
    return is_short and len(message.models) == 1 and message.models != before.models


_WORDS_OF_A_FOLLOW_UP = 10
_WORDS_OF_A_TERM = 3
"""The most words of a message that is little more than the name of a term."""


def _best_topic(message: Message) -> str | None:
    """The topic that a message is on which is a turn about nothing; None where that is unclear."""
    if message.intent == FOLLOW_UP or not message.topics:
        return None
    topic, probability = message.topics[0]
    return topic if probability >= SURE else None


def models_of(message: Message, last: LastAnswer | None) -> tuple[Model, ...]:
    """Return the models asked about: those named, or else the one spoken of before."""
    before = () if last is None else last.models
    if _OTHER_ONE.search(message.text) and len(before) == 1:
        return tuple(model for model in MODELS if model not in before)
    if not message.models and _BOTH.search(message.text):
        return MODELS
    if len(before) == 1 and not message.names_models and not _GENERAL.search(message.text):
        return before
    if message.models or _GENERAL.search(message.text) or message.is_button:
        return message.models
    return before if len(before) == 1 else ()


def asks(turn: Turn) -> bool:
    """Whether a message asks something, by its mark or its form, or is clearly on a topic."""
    message = turn.message
    return message.asks or _QUESTION.match(message.text) is not None or is_on_a_topic(turn)


def answer(turn: Turn) -> Outcome | None:
    """Answer what a message asks: by the guide, by a refusal, or by judging a piece of work."""
    message = turn.message
    if turn.is_open and not message.is_button and not asks(turn) and not _is_small_talk(turn):
        return None
    outcome = _answered(turn)
    if outcome is None:
        return None
    state = outcome.state
    replies = outcome.replies
    if turn.is_open:
        state = state.but(interview=state.interview.but(failures=0))
        replies = tuple(without_invitation(turn, each) for each in replies)
    return Outcome(state, replies, asks=True)


def _answered(turn: Turn) -> Outcome | None:
    message, services = turn.message, turn.services
    if message.questions:
        return _answer_all(turn)
    what = asked(turn)
    content = services.content
    if _follows_a_judgement(turn) or _asks_for_its_model(turn):
        return judge(turn)
    if term_asked(turn):
        return None
    industry = industry_asked(turn)
    if industry is not None:
        reply = services.guide.industry(industry, what.models)
        return turn.say(reply, last=remembered(Asked(INDUSTRIES, what.models), reply))
    if what.topic == FOLLOW_UP or what.topic == FALLBACK:
        return None
    if what.topic == REFUSE:
        return refuse(turn)
    if what.topic == CLASSIFY:
        return judge(turn)
    if what.topic in content.small_talk:
        if message.intent in ("affirm", "deny") and turn.is_open:
            return None
        reply = services.guide.answer(what.topic, (), message.confidence)
        return turn.say(reply)
    if what.topic not in content.guide_topics:
        return None
    follows = message.intent == FOLLOW_UP and turn.last is not None
    if follows and what.models == (turn.last.models if turn.last else ()):
        reply = services.guide.more(what.topic, what.models, message.confidence)
    else:
        reply = services.guide.answer(
            what.topic,
            what.models,
            message.confidence,
            what.polarity,
            message.form,
            what.detail,
        )
    return turn.say(reply, last=remembered(what, reply))


def industry_asked(turn: Turn) -> Industry | None:
    """The industry that a message names after an answer on industries: 'and healthcare?'"""
    message, last = turn.message, turn.last
    if last is None or last.topic != INDUSTRIES or message.is_button:
        return None
    names_it = message.intent in (FOLLOW_UP, FALLBACK, INDUSTRIES, WISH)
    return turn.services.content.industry(message.text) if names_it else None


def _follows_a_judgement(turn: Turn) -> bool:
    """Whether a message names other work after one was judged: 'and data entry?'"""
    message, last = turn.message, turn.last
    is_after = last is not None and last.kind == "task"
    may_follow = message.intent in (FOLLOW_UP, FALLBACK, commands.WHAT_IF)
    return is_after and message.task is not None and may_follow


def _asks_for_its_model(turn: Turn) -> bool:
    """Whether a message within the interview asks which model its work is."""
    message = turn.message
    is_on_work = message.intent in (CLASSIFY, WISH) and bool(message.models)
    return turn.is_open and turn.interview.work is not None and is_on_work


def term_asked(turn: Turn) -> bool:
    """Whether a message asks what a word means that an answer of the guide has just used."""
    message, last = turn.message, turn.last
    if message.is_button or last is None or last.kind != "answer":
        return False
    may_ask = message.intent in (FALLBACK, FOLLOW_UP, DEFINITION, "ask_explain", "ask_more")
    asks_the_meaning = message.words <= _WORDS_OF_A_TERM or _MEANING.search(message.text)
    if not may_ask or models_in(message.text) or not asks_the_meaning:
        return False
    return turn.services.content.term(message.text) is not None


def remembered(what: Asked, reply: Reply) -> LastAnswer:
    """Return what is remembered of an answer of the guide."""
    return LastAnswer(
        kind="answer",
        topic=what.topic,
        models=what.models,
        polarity=what.polarity,
        detail=what.detail,
        points=len(reply.payload.get("points") or reply.payload.get("rows") or ()),
    )


def refuse(turn: Turn) -> Outcome:
    """Say that the guide does not answer it; name the subject only where that is sure."""
    message, guide = turn.message, turn.services.guide
    last = LastAnswer(kind="refusal", subject=message.subject, models=message.models)
    if message.subject == "complaint":
        return turn.say(guide.sorry(), last=last)
    if message.subject_confidence >= SURE_OF_SUBJECT:
        return turn.say(guide.refusal(message.subject, message.confidence), last=last)
    return turn.say(guide.clarify(candidates(turn), message.models), last=last)


def judge(turn: Turn) -> Outcome:
    """Say which model a piece of work belongs to: named, or spoken of before."""
    message, guide = turn.message, turn.services.guide
    task = message.task
    if task is not None and task.get("judgement"):
        return _judged(turn, str(task["value"]), task["judgement"])
    last, interview = turn.last, turn.interview
    if last is not None and last.work is not None and last.judgement:
        return _judged(turn, last.work, last.judgement)
    if interview.work is not None and interview.judgement:
        return _judged(turn, interview.work, interview.judgement)
    return turn.say(guide.unnamed_task())


def _judged(turn: Turn, work: str, judgement: Mapping[str, Any]) -> Outcome:
    reply = turn.services.guide.task(work, judgement, turn.message.confidence)
    models = tuple(model for model in MODELS if model in reply.payload["models"])
    last = LastAnswer(
        kind="task", topic=CLASSIFY, work=work, judgement=dict(judgement), models=models
    )
    return turn.say(reply, last=last)


def candidates(turn: Turn) -> tuple[str, ...]:
    """The likeliest topics that can be offered when it is unclear what was meant."""
    topics = turn.services.content.guide_topics
    ranked = turn.message.topics or turn.message.ranking
    return tuple(name for name, _ in ranked if name in topics)[:2]


def _answer_all(turn: Turn) -> Outcome:
    """Answer or refuse each question of a message that asks several.

    The last one that the guide answers is what 'it' refers to.
    """
    guide, message = turn.services.guide, turn.message
    replies: list[Reply] = []
    last: LastAnswer | None = None
    for each in message.questions:
        if each.topic == REFUSE:
            replies.append(guide.refusal(each.subject, each.confidence))
        elif each.topic in (CLASSIFY, WISH):
            if message.task is not None and message.task.get("judgement"):
                judged = _judged(turn, str(message.task["value"]), message.task["judgement"])
                replies += judged.replies
        else:
            what = Asked(each.topic, each.models, each.polarity, each.detail)
            reply = guide.answer(
                what.topic, what.models, each.confidence, what.polarity, detail=what.detail
            )
            replies.append(reply)
            last = remembered(what, reply)
    if not turn.is_open and any(each.topic == WISH for each in message.questions):
        return interviewing.begin(turn).after(*(without_invitation(turn, r) for r in replies))
    return turn.say(*replies, last=last) if replies else turn.say(guide.unnamed_task())


def _is_small_talk(turn: Turn) -> bool:
    names = turn.services.content.small_talk - {"affirm", "deny"}
    return turn.message.is_surely(*names, least=SURE)


def without_invitation(turn: Turn, reply: Reply) -> Reply:
    """The reply without buttons that would open the interview that is open already."""
    invitation = turn.services.interview.start.payload
    kept = (each for each in reply.buttons if not each.payload.startswith(invitation))
    return with_buttons(reply, *kept)
