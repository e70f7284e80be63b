"""One message of the interview: an answer, a command, or a question in between."""

from __future__ import annotations

import re
from dataclasses import replace

from actions import commands, privacy, reading
from actions.changes import Call, amend
from actions.handled import Handled, ask, begin, name_work, one_by_one, take
from actions.questions import answer_question
from actions.similarity import similarity
from actions.state import Interview
from actions.turn import FALLBACK, Turn
from advisor import Ask, Confirm, Finish, asking, care, interpret
from advisor.amending import amendment
from advisor.asides import without_asides
from advisor.mentions import disputes
from advisor.opener import Finding, Statement
from advisor.phrasing import contradiction, interpret_part
from advisor.replies import Reply
from content import load_content
from content.schema import COMPUTED, SMALL_TALK, TOPICS

_WORDS_OF_A_STATEMENT = 3
"""The fewest words that can answer a question nobody asked."""

_QUOTED = 80
"""The most characters of a message that are shown as the words of an answer."""

LONG_PAUSE = 8 * 60 * 60.0
"""The seconds after which a visitor has forgotten what was said: another day, most often."""

SURE_TOPIC = 0.9
"""The least confidence with which a statement counts as a question on the guide."""

_ANSWERED = frozenset(TOPICS) - COMPUTED | {"classify_task", "out_of_scope"}
"""What a question between two of ours can be on; the other intents steer the interview."""

_QUESTION_WORD = re.compile(
    r"^\W*(?:(?:and|but|so|ok|okay|well|hey)\W+)?(?:what|how|why|which|who|when|where)(?:'?s)?\b"
    r"|^\W*(?:is|are|can|could|do|does|did|should|would|will|tell|explain|define|give|list|compare"
    r"|describe)\b",
    re.I,
)
_CORRECTION = re.compile(
    r"^\W*(?:no\W+|sorry\W+|oh\W+|wait\W+|hm+\W+|please\W+|can you\W+|could you\W+)*"
    r"(?:actually|correction|change|set|make|correct|i meant|on second thought)\b",
    re.I,
)
_TYPED_COMMAND = re.compile(r"^\w+\s*\{")
"""A button's payload, typed: it is read neither as a command nor for its words."""

_ASKS_THE_MEANING = re.compile(
    r"\bwhat (?:do|does|is|are|would)\b.*\b(?:mean|meant|count|counts|qualify|qualifies)\b"
    r"|\bwhat (?:counts|qualifies)\b|\bhow (?:much|many|often) (?:is|are) (?:a |an )?"
    r"(?:lot|little|few|some|fair|rarely|sometimes|often)\b"
    r"|\bwhat(?: is|'s) (?:a )?(?:lot|little)\b"
    r"|\b(?:rephrase|reword|explain (?:that|this|the question))\b|^\W*explain\W*$"
    r"|\b(?:do not|don't|did not|didn't) (?:understand|get) (?:the|this|that|your) question\b",
    re.I,
)
"""Questions on the words of the question that is open."""

_TO_THE_RESULT = re.compile(r"\b(?:skip|go|jump|straight|on) to (?:the|my) (?:result|end)\b", re.I)


def open_interview(before: Interview, turn: Turn) -> Handled:
    """Begin an interview, or take up one that was stopped."""
    comfort = care.comfort(turn.said)
    if comfort is not None:
        return Handled(
            before if before.work is not None else Interview(before.criteria), (comfort,)
        )
    is_resumed = (
        before.state.is_stopped
        and before.work is not None
        and turn.intent != asking.OVER_COMMAND
        and turn.task in (None, before.work)
    )
    if is_resumed:
        interview = before.with_state(is_stopped=False, failures=0)
        so_far = asking.answers_so_far(before.criteria, before.answers, before.work)
        return Handled(interview, (so_far, *ask(interview)))
    return begin(Interview(before.criteria), reading.first_words(turn))


def handle(interview: Interview, turn: Turn) -> Handled:
    """Handle one message of the interview; after a long pause say first where it stands."""
    comfort = care.comfort(turn.said)
    if comfort is not None:
        return Handled(interview, (comfort,))
    handled = _handle(interview, turn)
    warning = care.warning(turn.said)
    if warning is not None:
        handled = replace(handled, replies=(warning, *handled.replies))
    if turn.pause < LONG_PAUSE or interview.work is None:
        return handled
    so_far = asking.answers_so_far(interview.criteria, interview.answers, interview.work)
    return replace(handled, replies=(so_far, *handled.replies))


def _handle(interview: Interview, turn: Turn) -> Handled:
    turn = commands.as_command(turn)
    if turn.intent in commands.AT_ONCE and commands.is_command(turn):
        return commands.carry_out(Call(interview, turn, is_open=True))
    if privacy.is_declined(turn):
        return Handled(interview, (privacy.kept(), *ask(interview)))
    if turn.is_button:
        return _pressed(interview, turn)
    if _TYPED_COMMAND.match(turn.text):
        return (
            _left_open(interview) if interview.is_confirming else _not_understood(interview, turn)
        )
    if interview.work is None:
        return _about_the_work(interview, turn)
    if interview.is_confirming:
        return (
            _reconsidered(interview, turn)
            or _confirmed(interview, turn)
            or _steered(interview, turn)
            or _asked(interview, turn)
            or _left_open(interview)
        )
    return (
        _explained(interview, turn)
        or _confirmed(interview, turn)
        or _corrected(interview, turn)
        or _answered(interview, turn)
        or _steered(interview, turn)
        or _volunteered(interview, turn)
        or _asked(interview, turn)
        or _not_understood(interview, turn)
    )


def _pressed(interview: Interview, turn: Turn) -> Handled:
    """Do what a button says; an answer may be to an earlier question."""
    confirmed = _confirmed(interview, turn)
    if confirmed is not None:
        return confirmed
    if commands.is_command(turn):
        return commands.carry_out(Call(interview, turn, is_open=True))
    return _in_between(interview, turn)


def _about_the_work(interview: Interview, turn: Turn) -> Handled:
    """Take the name of the work; a question is never one."""
    is_steering = turn.intent not in ("inform", asking.START_COMMAND)
    if is_steering and commands.is_command(turn):
        return commands.carry_out(Call(interview, turn, is_open=True))
    opener = reading.opener(turn.text, turn.task)
    if not opener.said.is_empty or (turn.intent == asking.START_COMMAND and turn.task is not None):
        return name_work(interview, opener)
    if _has_question_mark(turn) or _opens_as_question(turn):
        return _in_between(interview, turn)
    is_small_talk = turn.intent in SMALL_TALK and turn.confidence >= commands.SURE
    if turn.intent in ("affirm", "deny") and is_small_talk:
        return Handled(interview, ask(interview))
    is_foreign = turn.intent == "out_of_scope" and turn.subject == "other_language"
    if is_small_talk or is_foreign or (_is_on_a_topic(turn) and turn.named):
        return _in_between(interview, turn)
    return name_work(interview, opener)


def _reconsidered(interview: Interview, turn: Turn) -> Handled | None:
    """Correct what was understood, or add to it, where a message says something else."""
    if _has_question_mark(turn):
        return None
    before, said = interview.state.understood, _statement(interview, turn)
    told = tuple(each for each in said.findings if not _says(before, each))
    if told or said.disputes:
        after = interview.understanding(replace(said, findings=told))
        return Handled(after, ask(after, echo=asking.said_both(said.disputes)))
    meant = amendment(interview.criteria, turn.text, similarity)
    is_correction = (
        turn.intent in (asking.CHANGE_COMMAND, "deny") or _CORRECTION.match(turn.text) is not None
    )
    if meant is None or not is_correction:
        return None
    return amend(Call(interview, turn, is_open=True), meant)


def _says(findings: tuple[Finding, ...], other: Finding) -> bool:
    """Whether one of the findings is the same answer as another."""
    return any((each.criterion, each.value) == (other.criterion, other.value) for each in findings)


def _left_open(interview: Interview) -> Handled:
    """Ask once more whether what was understood is right; then ask the questions one by one."""
    if interview.state.failures:
        return one_by_one(interview)
    again = interview.with_state(failures=1)
    echo = "Before I go on, please tell me whether I got this right."
    return Handled(again, ask(again, echo=echo))


def _explained(interview: Interview, turn: Turn) -> Handled | None:
    """Explain the open question by its example, where a message asks what it means."""
    is_open = interview.requested in interview.criteria.ids and interview.state.guess is None
    if not is_open or turn.named or not _ASKS_THE_MEANING.search(turn.text.replace("’", "'")):
        return None
    echo = "There is no fixed measure: your own judgment counts."
    return Handled(interview, ask(interview, echo=echo, hint=True))


def _confirmed(interview: Interview, turn: Turn) -> Handled | None:
    """Take a yes or no where one was asked for."""
    if turn.intent not in ("affirm", "deny") or interview.work is None:
        return None
    agrees = turn.intent == "affirm"
    if interview.is_confirming:
        if not agrees:
            return one_by_one(interview)
        after = interview.confirming()
        return Handled(after, ask(after))
    step, guess = interview.step, interview.state.guess
    if isinstance(step, Confirm):
        decided = (
            interview.with_state(confirmed=True) if agrees else interview.withdrawn(step.criterion)
        )
        return Handled(decided, ask(decided))
    if isinstance(step, Ask) and guess is not None:
        if agrees:
            return take(interview, step.criterion, guess)
        again = interview.with_state(guess=None)
        return Handled(again, ask(again, hint=True))
    return None


def _corrected(interview: Interview, turn: Turn) -> Handled | None:
    """Change an answer that a message corrects by the name of its question."""
    is_change = turn.intent == asking.CHANGE_COMMAND and turn.confidence >= commands.SURE
    if _has_question_mark(turn) or not (is_change or _CORRECTION.match(turn.text)):
        return None
    meant = amendment(interview.criteria, turn.text, similarity)
    if meant is None or (meant.found.value is None and not is_change):
        return None
    return amend(Call(interview, turn, is_open=True), meant)


def _answered(interview: Interview, turn: Turn) -> Handled | None:
    """Take a free text as the answer to the question asked, if it is one."""
    step = interview.step
    if isinstance(step, Finish):
        return None
    question = interview.criteria.question(step.criterion)
    found = interpret(interview.criteria, question, turn.text, similarity)
    if found.value is None:
        return None
    if isinstance(step, Confirm) and found.value == step.value:
        confirmed = interview.with_state(confirmed=True)
        return Handled(confirmed, ask(confirmed))
    if found.certainty == "exact":
        return take(interview, step.criterion, found.value, echo=True)
    is_short = len(turn.text.split()) <= _WORDS_OF_A_STATEMENT
    may_answer = not turn.named and (found.certainty == "clear" or is_short)
    if _opens_as_question(turn) or (_is_on_a_topic(turn) and not may_answer):
        # 'Cut costs' says what matters most, though the guide has a topic on costs.
        return None
    said = _statement(interview, turn)
    said_more = bool(said.criteria - {step.criterion})
    if found.certainty == "clear" and said_more:
        whole = Finding(step.criterion, found.value, _quoted(turn.said))
        return _understood(interview, replace(said, findings=(whole, *said.findings)))
    if found.certainty == "clear":
        return take(interview, step.criterion, found.value, echo=True)
    if commands.is_command(turn) and turn.intent != "inform":
        return None
    if said_more:
        part = interpret_part(interview.criteria, question, turn.text)
        own = () if part is None else (Finding(step.criterion, str(part[0].value), part[1]),)
        return _understood(interview, replace(said, findings=(*own, *said.findings)))
    waiting = interview.with_state(guess=found.value, failures=0)
    return Handled(waiting, ask(waiting))


def _steered(interview: Interview, turn: Turn) -> Handled | None:
    """Carry out a command."""
    if _TO_THE_RESULT.search(turn.text):
        turn = replace(turn, intent=asking.RESULT_COMMAND)
    elif not commands.is_command(turn) or turn.intent == "inform":
        return None
    elif turn.intent == asking.START_COMMAND and not _statement(interview, turn).is_empty:
        # 'We want to outsource it to save money' says what matters; it starts nothing.
        return None
    return commands.carry_out(Call(interview, turn, is_open=True))


def _volunteered(interview: Interview, turn: Turn) -> Handled | None:
    """Have answers confirmed that a message gives to questions that were not asked."""
    if _is_on_a_topic(turn) and turn.named:
        return None
    said = _statement(interview, turn)
    asked = interview.requested
    if not said.findings and said.criteria <= {asked}:
        # Two answers to the very question that is open: it is asked again.
        return None
    return _understood(interview, said)


def _statement(interview: Interview, turn: Turn) -> Statement:
    """What a message says of the work, but for what is an answer already."""
    if _has_question_mark(turn) or len(turn.text.split()) < _WORDS_OF_A_STATEMENT:
        return Statement()
    said = reading.statement(turn.text)
    new = (each for each in said.findings if interview.answers.get(each.criterion) != each.value)
    return replace(said, findings=tuple(new))


def _understood(interview: Interview, said: Statement) -> Handled:
    """Show what was understood of a message, to be confirmed in one step."""
    after = interview.understanding(said)
    is_other = any(each.criterion in interview.answers for each in said.findings)
    told = ("You said otherwise before." if is_other else None, asking.said_both(said.disputes))
    return Handled(after, ask(after, echo=" ".join(each for each in told if each) or None))


def _quoted(text: str) -> str:
    """The visitor's words, cut after a word where they are many."""
    words = " ".join(text.split())
    return words if len(words) <= _QUOTED else words[: _QUOTED - 1].rsplit(" ", 1)[0] + "…"


def _asked(interview: Interview, turn: Turn) -> Handled | None:
    """Answer a question, or small talk, and return to the interview's own question."""
    asks = _has_question_mark(turn) or _opens_as_question(turn) or _is_on_a_topic(turn)
    is_small_talk = (
        turn.intent in SMALL_TALK - {"affirm", "deny"} and turn.confidence >= commands.SURE
    )
    return _in_between(interview, turn) if asks or is_small_talk else None


def _in_between(interview: Interview, turn: Turn) -> Handled:
    comes_near = turn.topic == FALLBACK and turn.candidates
    if not turn.questions and turn.topic not in _ANSWERED and not comes_near:
        return _not_understood(interview, turn)
    answered = answer_question(turn, load_content())
    replies = tuple(_without_invitation(reply) for reply in answered.replies)
    heard = interview.with_state(failures=0)
    return Handled(heard, (*replies, *ask(heard)), answered.memory)


def _without_invitation(reply: Reply) -> Reply:
    """The reply without buttons that would open the interview that is open already."""
    kept = [each for each in reply.buttons if asking.START_COMMAND not in each.payload]
    return asking.with_buttons(reply, *kept)


def _not_understood(interview: Interview, turn: Turn) -> Handled:
    """Ask again with an example, and the second time in a row with the answers spelled out."""
    failures = interview.state.failures + 1
    again = interview.with_state(failures=failures, guess=None)
    criterion = interview.requested
    said_both = _contradiction(interview, turn)
    if said_both is not None:
        sorry = f"You said both “{said_both[0]}” and “{said_both[1]}”. Which is it?"
    elif failures > 1 and criterion in interview.criteria.ids:
        sorry = asking.examples(interview.criteria, criterion)
    else:
        sorry = "Sorry, I did not get that. Could you say it another way, or press a button?"
    return Handled(again, ask(again, echo=sorry, hint=True))


def _contradiction(interview: Interview, turn: Turn) -> tuple[str, str] | None:
    criteria, criterion = interview.criteria, interview.requested
    if criterion not in criteria.ids or turn.is_button:
        return None
    found = (each for each in disputes(criteria, turn.text) if each.criterion == criterion)
    disputed = next(found, None)
    if disputed is not None:
        return disputed.words
    return contradiction(criteria.question(criterion), turn.text)


def _has_question_mark(turn: Turn) -> bool:
    """Whether a message asks something by its mark; in 'honestly? never' it asks nothing."""
    return "?" in without_asides(turn.text).text


def _opens_as_question(turn: Turn) -> bool:
    return _QUESTION_WORD.match(turn.text) is not None


def _is_on_a_topic(turn: Turn) -> bool:
    """Whether the message is clearly on a topic of the guide, and no answer to a question."""
    return (
        turn.intent in TOPICS
        and turn.intent not in SMALL_TALK
        and turn.intent not in ("out_of_scope", asking.START_COMMAND)
        and turn.confidence >= SURE_TOPIC
    )
