"""What a running text says of the questions of the interview, without being asked.

Here precision counts before all: a sentence about the company is no sentence about its work, and
what is negated, hoped for or asked is not said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from advisor.amounts import monthly_amounts, people_at_work
from advisor.words import HEDGES, NEGATIONS, asks, normalize, words_of
from content.criteria import Criteria

_EXPERTS = (
    r"(?:attorney|lawyer|engineer|doctor|nurse|pharmacist|physician|cpa|actuary|scientist|chemist"
    r"|specialist|expert|professional|radiologist|architect|accountant|auditor)(?:s|ies)?"
)
_TRAINED = r"(?:trained|qualified|licensed|certified|experienced|senior|registered)"
_NEEDS = r"(?:needs?|takes?|requires?|must be)"
_ANY_KIND = r"(?:(?!(?:no|not|any|few|little|hardly|barely|zero|neither)\b)\w+ )?"
"""A word before a specialist that does not deny them, as 'no' does in 'takes no lawyer'."""

_WORK = (
    r"(?:cases?|claims?|deals?|projects?|orders?|requests?|contracts?|clients?|ones?|files?"
    r"|tickets?|jobs?)"
)
_EACH = rf"(?:every|each)(?: single)? (?:\w+ )?{_WORK}"
_BUYERS = r"(?:customers?|clients?|guests|patients|buyers|people|users)"

SAID: Mapping[tuple[str, str], str] = {
    ("core", "no"): rf"""
        back[- ]?office | non[- ]core | (?:not|n't|nothing) (?:our |a |part of our )?core
        | {_BUYERS} (?:never|do not|don'?t|would not|wouldn'?t) (?:even )?(?:see|care|notice)
        | nobody (?:picks|chooses|hires) us for | purely internal | behind the scenes
        | support function | cost cent(?:er|re) | (?:pure|just|only) overhead""",
    ("core", "yes"): rf"""
        (?:it is|it's) (?:our (?:core|bread and butter|secret sauce|main product)
        | what (?:we are|we're|makes us) (?:known|famous|special|unique)
        | (?:why|the reason) {_BUYERS} (?:choose|come|pick|buy|hire))""",
    (
        "core",
        "parts",
    ): r"(?:part|parts|half|some|bits) of (?:it|this|that) (?:is|are) (?:our )?core",
    ("judgement", "rarely"): r"""
        (?:no|hardly any|barely any|few) (?:real |hard |difficult |tough )?(?:decisions?|judge?ment)
        | no (?:real )?(?:thinking|brainwork) | mindless | brainless | (?:it is|it's) mechanical
        | (?:purely|completely|entirely|all) (?:routine|mechanical|rule[- ]based)""",
    ("judgement", "some"): rf"""
        (?:some|a few|certain|the odd)(?: {_WORK})? (?:needs?|takes?|requires?)
            (?: \w+)? (?:judge?ment|thought|thinking|decisions?)
        | occasional(?:ly)? (?:a )?(?:judge?ment|tricky|hard|tough)""",
    ("judgement", "nearly_always"): rf"""
        {_EACH} (?:is|needs|takes|requires) (?:an? )?(?:judge?ment|hard|tough|difficult|careful)
        | (?:all|constant|nothing but) (?:judge?ment calls?|hard decisions|tough calls)
        | (?:hard|tough|difficult) (?:decisions|calls|choices) (?:all day|every|all the time)""",
    ("expertise", "no"): rf"""
        any(?:one|body) (?:can|could) (?:learn|do|pick|handle)
        | no (?:special |specific |particular )?(?:skills?|training|degree|experience|expertise)
        | (?:an? )?(?:intern|temp|student|trainee)s? (?:can|could) | (?:easy|quick) to (?:learn
            |pick up)
        | {_NEEDS} no (?:{_TRAINED} )?(?:{_EXPERTS}|skills?|degree|training)
        | no (?:{_TRAINED} )?{_EXPERTS} (?:is |are )?(?:needed|required|necessary|involved)
        | without (?:an?|any) (?:{_TRAINED} )?(?:{_EXPERTS}|degree|training)
        | entry[- ]level | unskilled | not rocket science""",
    ("expertise", "parts"): rf"""
        (?:an? |the )?{_EXPERTS} (?:only )?(?:signs?|checks?|reviews?|looks?|approves?)
            (?: \w+){{0,3}} (?:difficult|hard|tricky|complex|end|off|exceptions?|rest)
        | (?:some|parts?|half) of (?:it|the work
            |the steps) {_NEEDS} (?:an? )?(?:{_TRAINED} )?{_EXPERTS}""",
    ("expertise", "throughout"): rf"""
        {_NEEDS} (?:an? )?(?:{_TRAINED} )?{_ANY_KIND}{_EXPERTS}\b
        | only (?:{_TRAINED} )?{_ANY_KIND}{_EXPERTS} (?:can|may|could|are allowed)
        | {_NEEDS} (?:an? )?(?:phd|law degree|medical degree|years of (?:training|experience
            |study))""",
    ("standardised", "yes"): r"""
        (?:always )?(?:the )?same (?:\w+ )?(?:every|each) (?:single )?(?:time|month|week|day|case)
        | (?:always )?(?:the |exactly the )?same (?:steps|routine|procedure|process)
        | always the same | step[- ]by[- ]step | (?:fully|well|all|completely|clearly) documented
        | (?:all|everything is|steps are|it is|it's) (?:fully |all |clearly )?written down
        | (?:written|documented|fixed|set|clear) (?:procedures?|instructions|steps|process(?:es)?)
        | (?:a|an|our|the) (?:check ?list|sop|playbook|handbook|standard operating procedure)s?
        | (?:have|has|got) (?:a |our )?(?:sops|checklists|manual)
        | follow(?:s|ing)? (?:a|the|our) (?:fixed |set )?(?:script|template|checklist|manual
            |procedure)
        | repetitive | by the book | rule[- ]based""",
    ("standardised", "parts"): r"""
        (?:partly|partially|half|only partly) (?:documented|written down|standardi[sz]ed)
        | some (?:of the )?steps are (?:written|documented)""",
    ("standardised", "no"): rf"""
        {_EACH} (?:is|are) (?:\w+ )?(?:different|unique|new|special) | {_EACH} differs
        | (?:nothing is|never|not|isn'?t|hasn'?t been|undocumented|not been) (?:\w+ )?
            (?:written down|documented|standardi[sz]ed)
        | no (?:written |fixed |set |clear )?(?:procedures?|process|documentation|manual
            |checklist)\b
        | (?:don'?t|do not) have (?:a |any )?(?:manual|checklist|documentation|procedures?)
        | in (?:\w+(?:'s|’s|s') )?(?:one person's |people's |his |her |my |their )?heads?\b
        | ad[- ]hoc | nothing is (?:ever )?the same
        | no two (?:\w+ )?are (?:alike|the same) | (?:changes|differs|varies|different) (?:every
            |each) time
        | improvis\w+""",
    ("volume", "high"): r"""
        (?:high|huge|large|massive|big)[- ](?:volumes?|numbers? of|amounts? of)
        | (?:volumes?|amount)(?: of \w+)? (?:is|are) (?:very |really |quite )?(?:high|huge|large
            |big)
        | (?:tons|loads|heaps|piles|mountains|tens of thousands|thousands|hundreds of thousands
            |a flood) of
        | a ton of | (?:drowning|swamped|flooded|buried) (?:in|with|by|under) | never[- ]ending
        | nonstop""",
    ("volume", "medium"): r"""
        (?:moderate|medium|average|fair)[- ](?:volumes?|amount)
        | volumes? (?:is|are) (?:moderate|medium|average)""",
    ("volume", "low"): r"""
        one[- ]off | one[- ]time (?:\w+ )?(?:project|job|task|thing|effort) | (?:once|twice) a year
        | (?:low|small|tiny)[- ]volumes? | volumes? (?:is|are) (?:very |really |quite )?(?:low
            |small|tiny)
        | (?:only|just) (?:a few|a handful|a couple|once) | a few times a year""",
    ("analysis", "no"): r"""
        (?:just|only|purely|pure|simply|nothing but) (?:data entry|typing|processing|paperwork
            |clerical)
        | no (?:analysis|research)""",
    ("analysis", "partly"): r"""
        (?:some|a bit of|a little(?: bit of)?|occasional|plus) (?:\w+ )?(?:analysis|research
            |analytics)
        | partly (?:analysis|research)""",
    ("analysis", "main"): r"""
        (?:market|equity|investment|legal|patent|competitor|clinical|user|scientific) research
        | (?:data|financial|market|risk|competitor|competitive|actuarial|statistical
            |business) analysis
        | (?:data|predictive|business|advanced) analytics | data (?:science|mining)
        | (?:financial|statistical|predictive|risk) model(?:l?ing|s) | r&d
        | research and development""",
    ("measurable", "yes"): r"""
        kpis? | slas? | error rates? | (?:we|already) (?:track|measure|count)\b
        | easy to (?:measure|count|check) | easily (?:measured|counted|checked)""",
    ("measurable", "no"): r"""
        (?:hard|difficult|impossible|tough) to (?:measure|quantify|count)
        | (?:can'?t|cannot|can not)(?: easily)? (?:be )?(?:measured?|quantif\w+|counted)
        | subjective | matter of taste | no (?:metrics?|kpis?)\b""",
    ("goal", "cost"): r"""
        (?:cut|cutting|lower|lowering|reduce|reducing|save|saving|saves|bring down|trim)
            (?: \w+){0,2}? (?:costs?|money|expenses|overhead)
        | too expensive (?:today|now|in[- ]house|for us) | costs? us (?:too much|a fortune)""",
    ("goal", "capacity"): r"""
        (?:can'?t|cannot|can not|unable to|struggl\w+ to) (?:\w+ )?(?:keep up|cope|hire enough)
        | backlog | (?:short|under)[- ]?staffed | (?:peak|busy|holiday|christmas) season
        | (?:to|need to|must) scale | scal(?:e|ing) up | growing (?:too |so |very )?(?:fast|quickly)
        | overloaded | overworked | (?:more|extra) hands | seasonal (?:peaks|spikes)""",
    ("goal", "expertise"): r"""
        (?:lack|lacking|don'?t have|do not have|missing) (?:the |any |that )?
            (?:\w+ )?(?:expertise|skills?|know[- ]how|knowledge|talent)
        | (?:nobody|no one|noone) (?:\w+ ){0,3}?(?:knows|understands|has the skills?)""",
    ("goal", "innovation"): r"""
        (?:fresh|new) (?:ideas|thinking|perspectives?|approaches) | innovat(?:e|ion|ive)""",
    ("sensitivity", "no"): r"""
        (?:no|without|never any) (?:personal|sensitive|confidential|private|customer|secret
            |regulated)
            (?: \w+)? ?(?:data|information|info|details)
        | nothing (?:confidential|sensitive|secret|personal|private) | publicly available
        | (?:fully |all |completely )?anonymi[sz]ed
        | (?:only|just|all) public (?:data|records|information)""",
    ("sensitivity", "some"): r"""
        (?:some|a bit of|a few|limited|basic) (?:\w+ )?(?:personal|customer|sensitive
            |confidential|private)
            (?: \w+)? ?(?:data|information|info|details)
        | (?:customer|client|patient|employee|user)s?'? (?:names|addresses|emails|phone numbers)
        | (?:names|emails?|addresses|phone numbers) and (?:names|emails?|addresses|phone numbers)
        | contact details""",
    ("sensitivity", "a_lot"): r"""
        (?:patients?'?|medical|health) (?:data|records?|files|histor(?:y|ies)) | hipaa
        | (?:credit )?card numbers | credit card data | social security numbers? | trade secrets?
        | (?:highly|very|strictly|extremely|heavily|tightly) (?:confidential|sensitive|regulated
            |secret)
        | bank (?:details|account numbers) | passwords | logins | passports
        | (?:salary|payroll) data | salaries""",
    ("tolerance", "yes"): r"""
        money is(?:n'?t| not| no) (?:an? |the )?(?:issue|problem|object)
        | (?:happy|willing|ready|prepared) to (?:pay|invest)
        | (?:have|got|there is|there's) (?:the |a )?budget (?:for|to)""",
    ("tolerance", "no"): r"""
        (?:can'?t|cannot|can not) (?:really )?afford | no (?:budget|money) | on a shoestring""",
}
"""The words that say each answer, wherever they stand. Line breaks and the spaces around a bar
between two of them mean nothing."""

_TURNED = NEGATIONS | words_of("rather instead if unless used impossible")
"""Words before an answer that keep it from being said."""

_WISHES = words_of("want wants hope hopefully wish like need")
"""Words before an answer that make it a wish; the goal is one, and so is work to be started."""

_WISHED = frozenset({"goal", "analysis"})

_CLAUSE_OPENS = words_of("it we they that there i this he she everything wait actually really")
"""Words after which a 'no' denies what was said before: 'no, it is …'."""

_LOOK_BACK = 5
"""How many words before an answer can turn it."""

_SENTENCE = re.compile(r"[^.!?;\n]+(?:\.(?=\S)[^.!?;\n]*)*[.!?;]?")
_PART = re.compile(r"(?:(?<!\d),|,(?!\d)|[–—:()]|\s-\s|\b(?:and|but|because|so|while)\b)")


@dataclass(frozen=True)
class Mention:
    """An answer that a text gives of itself.

    Attributes:
        criterion: the question it answers.
        value: the answer.
        words: the exact words of the text it was read from.
        start: where they stand in the text.
        is_hedged: 'maybe' or the like stands in the same clause.
    """

    criterion: str
    value: str
    words: str
    start: int
    is_hedged: bool = False

    @property
    def end(self) -> int:
        """Where the words end in the text."""
        return self.start + len(self.words)


@dataclass(frozen=True)
class Dispute:
    """Two different answers that a text gives to one question.

    Attributes:
        criterion: the question.
        words: the exact words of the text that each was read from, in the order of the text.
    """

    criterion: str
    words: tuple[str, str]


def mentions(criteria: Criteria, text: str) -> tuple[Mention, ...]:
    """The answers a text gives of itself, in the order of the text, one a question at most.

    A question of which the text says two different things gets none; it is among `disputes`.
    """
    return tuple(
        said[0] for said in _by_question(criteria, text) if len({each.value for each in said}) == 1
    )


def disputes(criteria: Criteria, text: str) -> tuple[Dispute, ...]:
    """The questions of which a text says two different things, in the order of the text."""
    found = []
    for first, *others in _by_question(criteria, text):
        other = next((each for each in others if each.value != first.value), None)
        if other is not None:
            found.append(Dispute(first.criterion, (_fullest(first, others), other.words)))
    return tuple(found)


@lru_cache(maxsize=16)
def _by_question(criteria: Criteria, text: str) -> tuple[tuple[Mention, ...], ...]:
    """What a text says, each question for itself, without what is half of something longer."""
    found = [each for sentence in _SENTENCE.finditer(text) for each in _said(criteria, sentence)]
    said: dict[str, list[Mention]] = {}
    for mention in sorted(found, key=lambda each: each.start):
        rivals = (each for each in found if each.criterion == mention.criterion)
        if not any(_covers(rival, mention) for rival in rivals):
            said.setdefault(mention.criterion, []).append(mention)
    return tuple(tuple(each) for each in said.values())


def _fullest(mention: Mention, others: Sequence[Mention]) -> str:
    """The longest words of the same answer at the same place."""
    same = (each.words for each in others if each.start == mention.start)
    return max((mention.words, *same), key=len)


def _covers(longer: Mention, shorter: Mention) -> bool:
    if longer.value == shorter.value or len(longer.words) <= len(shorter.words):
        return False
    return longer.start < shorter.end and shorter.start < longer.end


def _said(criteria: Criteria, sentence: re.Match[str]) -> Iterator[Mention]:
    text, offset = sentence.group(), sentence.start()
    yield from (_moved(each, offset) for each in _amounts(criteria, text))
    if asks(text):
        return
    plain = text.lower().replace("’", "'")
    for (criterion, value), pattern in _patterns().items():
        for match in pattern.finditer(plain):
            start = max((each.end() for each in _PART.finditer(plain[: match.start()])), default=0)
            before = normalize(plain[start : match.start()])
            turning = _TURNED if criterion in _WISHED else _TURNED | _WISHES
            if turning.isdisjoint(_that_turn(before)[-_LOOK_BACK:]):
                ends = _PART.search(plain, match.end())
                after = normalize(plain[match.end() : ends.start() if ends else None])
                hedged = not HEDGES.isdisjoint((*before, *after))
                words = text[match.start() : match.end()]
                yield Mention(criterion, value, words, offset + match.start(), hedged)


def _that_turn(before: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a clause that can turn what follows them.

    They begin after an 'except', and after a 'no' that takes back what stands before the clause.
    """
    if "except" in before:
        return before[before.index("except") + 1 :]
    protests = before[:1] == ("no",) and not _CLAUSE_OPENS.isdisjoint(before[1:2])
    return before[1:] if protests else before


def _moved(mention: Mention, offset: int) -> Mention:
    return Mention(
        mention.criterion, mention.value, mention.words, mention.start + offset, mention.is_hedged
    )


def _amounts(criteria: Criteria, text: str) -> Iterator[Mention]:
    for question in criteria.questions:
        bounds = question.amounts
        if bounds is None:
            continue
        for monthly, start, end in monthly_amounts(text):
            if not _TURNED.isdisjoint(normalize(text[:start])[-3:]):
                continue
            value = bounds.value(monthly)
            yield Mention(question.id, value, text[start:end], start, not bounds.is_clear(monthly))
        start = 0
        for part in (*_PART.finditer(text), None):
            end = part.start() if part else len(text)
            people = people_at_work(text[start:end])
            if people is not None:
                at = text.lower().index(people[1], start)
                words = text[at : at + len(people[1])]
                yield Mention(question.id, bounds.of_people(people[0]), words, at, True)
            start = part.end() if part else end


@lru_cache(maxsize=1)
def _patterns() -> dict[tuple[str, str], re.Pattern[str]]:
    return {key: _compiled(pattern) for key, pattern in SAID.items()}


def _compiled(pattern: str) -> re.Pattern[str]:
    joined = re.sub(r"\s*\n\s*\|\s", "|", pattern)
    joined = re.sub(r"\s*\n\s*", "", joined).replace(" | ", "|").strip("|")
    return re.compile(rf"(?<![\w-])(?:{joined})(?!\w)")
