"""Amounts of work in free text: '3,000 invoices a month', 'five a week', 'two of us full time'."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Unit = Literal["pieces", "people"]

_A_MONTH = {"hour": 170.0, "day": 21.0, "night": 21.0, "week": 4.3, "month": 1.0}
_A_MONTH |= {"quarter": 1 / 3, "season": 1 / 3, "year": 1 / 12}
"""How many of each period a month of office hours has."""

_ADVERBS = {"hourly": "hour", "daily": "day", "nightly": "night", "weekly": "week"}
_ADVERBS |= {"monthly": "month", "quarterly": "quarter", "yearly": "year", "annually": "year"}

_VALUES: dict[str, float] = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_VALUES |= {"seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12}
_VALUES |= {"thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17}
_VALUES |= {"eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
_VALUES |= {"sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_VALUES |= {"couple": 2, "pair": 2, "dozen": 12, "half": 0.5, "several": 5, "few": 4}
_VALUES |= {"dozens": 36, "hundreds": 300, "thousands": 3000}
_TIMES = {"k": 1e3, "hundred": 1e2, "thousand": 1e3, "lakh": 1e5, "million": 1e6}

_DIGITS = r"\d{1,3}(?:[,. ]\d{3})+(?!\d)|\d+[.,]\d{1,2}(?!\d)|\d+"
_WORD = "|".join(sorted({*_VALUES, *_TIMES} - {"k"}, key=len, reverse=True))
_NUMBER = re.compile(
    rf"(?<![\w.,$€£₹#:/])(?<![a-z]-)(?:{_DIGITS})(?: ?(?:k|hundred|thousand|lakh|million)\b)?"
    rf"|\b(?:an? )?(?:{_WORD})\b(?:(?: and |[ -])(?:{_WORD})\b)*"
)
_NOT_COUNTS = re.compile(
    r"^ ?(?:%|percent|[ap]m\b|o'?clock|years? old|euros?|dollars?|pounds?|quid|bucks|rupees|usd|eur"
    r"|st\b|nd\b|rd\b|th\b)|^:\d|^-year"
)
_RANGE = re.compile(r"^(?: ?[-–] ?| to | or | and |, ?| )$")
_PERIOD = re.compile(
    r"(?:\b(?:a|an|per|each|every|any|in|of|by|for|the|this|last|one|good|bad|whole|busy|average)\b"
    r"|/|\bp\.?) ?(?P<period>hour|day|night|week|month|quarter|season|year|m\b)"
    r"|\b(?P<adverb>" + "|".join(_ADVERBS) + r")\b"
)
_TIME = re.compile(
    r"^(?: and a half)?[ -]?(?P<unit>hour|hr|day|morning|afternoon|evening|night|minute|week|month"
    r"|year)s?\b"
)
_PEOPLE = re.compile(
    r"^ ?(?:[a-z'-]+ ){0,2}?(?:of (?:us|them|my|our)|people|persons?|staff|ladies|lads|girls|boys"
    r"|women|men|wom[ae]n|clerks?|workers?|employees?|agents?|colleagues|ftes?|heads?|desks"
    r"|full[- ]?tim(?:e|ers?)|posts?|analysts?|temps?|seniors?|juniors?|coders?)\b"
)
_BUSY = re.compile(
    r"full[- ]?time|\bftes?\b|\ball (?:day|week|year)\b|nine to five|\bbusy\b|nothing (?:else|but)"
    r"|only this|\bevery (?:single )?(?:day|week)|\bsolid\b|work(?:s|ing)? on|never (?:stops|lets)"
    r"|\b(?:do|does|doing) (?:it|this|that|only)\b|\bwhole (?:day|week|year)\b|mon(?:day)? to fri"
)
_FORMER = re.compile(r"\b(?:used to|formerly|previously|once had|back then)\b[^,;.]{0,25}$")
_REPLACED = re.compile(r"\b(?:now|today|nowadays|these days|currently)\b\D*\d")
_WIDE = 10
"""How many times its lower end the upper end of a range may be to count as one amount."""

_NEAR = 40
"""Letters after a number within which its period is looked for."""


@dataclass(frozen=True)
class Amount:
    """How much work a text names.

    Attributes:
        size: pieces a month, or people who are busy with it.
        unit: which of the two.
        is_paced: the text says in what time, or that people do nothing else.
        start, end: where it stands in the text.
    """

    size: float
    unit: Unit
    is_paced: bool
    start: int
    end: int


def amounts(text: str) -> tuple[Amount, ...]:
    """Return the amounts of work in a text, in its order; what used to be is none.

    A range counts as its middle; two numbers far apart are two amounts. Working time counts as
    part of one person: 'two days a week'. Sums of money, shares, times and years are none.
    """
    plain = text.lower().replace("’", "'")
    found = []
    for size, start, end in _ranges(plain):
        after = plain[end:]
        if _NOT_COUNTS.search(after) or _is_former(plain, start, end):
            continue
        time = _TIME.search(after)
        pace = _PERIOD.search(plain[end : end + _NEAR]) or _before(plain, start)
        if time is not None and _hours(time["unit"]):
            if pace is not None and (share := _share(size, time["unit"], _period(pace))):
                found.append(Amount(share, "people", True, start, end + time.end()))
        elif _PEOPLE.search(after) is not None:
            busy = _BUSY.search(plain) is not None
            found.append(Amount(size, "people", busy, start, end))
        elif pace is not None:
            stop = end + pace.end() if pace.start() >= 0 and pace.string != plain else end
            found.append(Amount(size * _A_MONTH[_period(pace)], "pieces", True, start, stop))
        else:
            found.append(Amount(size, "pieces", False, start, end))
    return tuple(found)


def _ranges(plain: str) -> Iterator[tuple[float, int, int]]:
    """Size, start and end of each number, those of one range as their middle."""
    numbers = [(found, _value(found.group())) for found in _NUMBER.finditer(plain)]
    numbers = [(found, value) for found, value in numbers if value and not _is_year(found.group())]
    at = 0
    while at < len(numbers):
        (first, low), at = numbers[at], at + 1
        if at < len(numbers):
            second, high = numbers[at]
            between = plain[first.end() : second.start()]
            if _RANGE.search(between) and low < high <= _WIDE * low:
                yield math.sqrt(low * high), first.start(), second.end()
                at += 1
                continue
        yield low, first.start(), first.end()


def _value(words: str) -> float:
    """The value of a number in digits or words; 0 for what is none, such as 'a' alone."""
    digits = re.match(_DIGITS, words)
    if digits is not None:
        plain = digits.group().replace(" ", "")
        is_decimal = re.fullmatch(r"\d+[.,]\d{1,2}", plain) is not None
        number = float(re.sub("[.,]", "." if is_decimal else "", plain))
        return number * _TIMES.get(words[digits.end() :].strip(), 1.0)
    whole, part = 0.0, 0.0
    for word in re.split(r"[ -]", words):
        if word in _TIMES and _TIMES[word] > 100:
            whole, part = whole + (part or 1.0) * _TIMES[word], 0.0
        elif word in _TIMES:
            part = (part or 1.0) * _TIMES[word]
        elif word in ("hundreds", "thousands", "dozens", "dozen"):
            part = (part or 1.0) * _VALUES[word]
        else:
            part += _VALUES.get(word, 0.0)
    return whole + part


def _is_year(number: str) -> bool:
    return re.fullmatch(r"(?:19|20)\d\d", number) is not None


def _hours(unit: str) -> bool:
    return unit not in ("week", "month", "year")


_OF_A_DAY = {"hour": 1 / 8, "hr": 1 / 8, "minute": 1 / 480, "day": 1.0, "night": 0.4}
_OF_A_DAY |= {"morning": 0.5, "afternoon": 0.5, "evening": 0.4}


def _share(size: float, unit: str, period: str) -> float:
    """The part of one person that some working time in a period is."""
    days = size * _OF_A_DAY[unit] * _A_MONTH[period]
    return days / _A_MONTH["day"]


def _period(found: re.Match[str]) -> str:
    period = found["period"]
    if period == "m":
        return "month"
    return period or _ADVERBS[found["adverb"]]


def _before(plain: str, start: int) -> re.Match[str] | None:
    """A period that stands shortly before a number: 'every month we get 300'."""
    found = list(_PERIOD.finditer(plain[:start]))
    near = (
        found and start - found[-1].end() <= _NEAR and found[-1].group()[:2] in ("ea", "ev", "pe")
    )
    return found[-1] if near else None


def _is_former(plain: str, start: int, end: int) -> bool:
    """Whether what stands before or after an amount says that it is no longer so."""
    before = _FORMER.search(plain[:start])
    return before is not None or _REPLACED.search(plain, end) is not None
