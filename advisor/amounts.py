"""Amounts of work in free text, such as '3,000 invoices a month' or 'five a week'."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

_A_MONTH = {"hour": 170.0, "day": 21.0, "week": 4.0, "month": 1.0, "quarter": 1 / 3, "year": 1 / 12}
"""How many of each period a month of office hours has."""

_ADVERBS = {"hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month"}
_ADVERBS |= {"quarterly": "quarter", "yearly": "year", "annually": "year"}

_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
_WORDS |= {"nine": 9, "ten": 10, "twelve": 12, "twenty": 20, "fifty": 50, "a dozen": 12}
_WORDS |= {"dozens of": 36, "a hundred": 100, "hundreds of": 300, "a thousand": 1000}
_WORDS |= {"thousands of": 3000, "dozens": 36, "hundreds": 300, "thousands": 3000}

_TIMES = {"k": 1000, "thousand": 1000, "hundred": 100, "million": 1_000_000, None: 1}

_NUMBER = r"\d{1,3}(?:,\d{3})+|\d+[.,]\d{1,2}(?!\d)|\d+|" + "|".join(_WORDS)
_MULTIPLE = r"k|thousand|hundred|million"
_AMOUNT = re.compile(
    rf"(?<![\w.,])(?:(?P<low>{_NUMBER}) ?(?P<low_times>{_MULTIPLE})?"
    r"(?: ?[-–] ?| to |(?<=\w) and (?=\d))(?:about |around |up to )?)?"
    rf"(?P<number>{_NUMBER}) ?(?P<times>{_MULTIPLE})?\b"
    r"(?P<things>(?: [a-z'-]+){0,4}?)"
    r"(?<! and)(?: ?(?:/|\b(?:a|an|per|each|every|in a)\b) ?"
    r"(?P<period>hour|day|week|month|quarter|year)\b"
    r"|,? (?P<adverb>" + "|".join(_ADVERBS) + r")\b)"
)
_PERIOD_FIRST = re.compile(
    r"\b(?:each|every|per) (?P<period>hour|day|week|month|quarter|year),?"
    r"(?: (?:we|they|there|are|get|have|do|see|process|handle|receive|about|around|roughly|some"
    r"|over|nearly|almost|approximately|up to|at least|more than))*"
    rf" (?P<number>{_NUMBER})(?: ?(?P<times>{_MULTIPLE}))?\b(?=(?P<things>(?: [a-z'-]+){{0,3}}))"
    r"(?: [a-z'-]+)?"
)
_FORMER = re.compile(r"\b(?:used to|formerly|previously|once had)\b[^,;.]{0,20}$")
_REPLACED = re.compile(r"\b(?:now|today|nowadays|these days|currently)\b\D*\d")
"""An amount before it is no longer so: '1000 a day back then, now 10'."""

_WIDE = 10
"""How many times the lower end the upper end of a range may be to count as one amount."""

# Working time, people and money say how large the work is, but not how many pieces it has.
_NOT_PIECES = re.compile(
    r"\b(hours?|hrs|minutes?|days?|weeks?|persons?|people|staff|workers?|employees?|agents?|ftes?"
    r"|dollars?|euros?|usd|eur)\b"
)
_MONEY = re.compile(r"[$€£]|\b\d[\d.,]*(?:k|m| million)? (?:dollars|euros|pounds|bucks|usd|eur)\b")


def names_money(text: str) -> bool:
    """Whether a text names a sum of money."""
    return _MONEY.search(text.lower()) is not None


def monthly_amounts(text: str) -> Iterator[tuple[int, int, int]]:
    """Each amount of work in a text, in pieces a month, with its start and end in the text.

    A range counts as its middle, a wide one as its two ends; what used to be does not count.
    """
    plain = text.lower()
    last = 0
    for match in _found(plain):
        money = names_money(plain[max(match.start() - 2, 0) : match.end()])
        if match.start() < last or money or _NOT_PIECES.search(match["things"]):
            continue
        if _is_former(plain, match):
            continue
        last = match.end()
        groups = match.groupdict()
        period = groups["period"] or _ADVERBS[groups["adverb"]]
        high = _count(groups["number"], groups["times"]) * _A_MONTH[period]
        if groups.get("low") is None:
            yield round(high), match.start(), match.end()
            continue
        low = _count(groups["low"], groups["low_times"] or groups["times"]) * _A_MONTH[period]
        if low <= high <= _WIDE * low:
            yield round(math.sqrt(low * high)), match.start(), match.end()
        else:
            yield round(low), match.start(), match.end("low")
            yield round(high), match.start("number"), match.end()


def says_former_amount(text: str) -> bool:
    """Whether a text names an amount that is no longer so."""
    plain = text.lower()
    return any(_is_former(plain, match) for match in _AMOUNT.finditer(plain))


def _is_former(plain: str, match: re.Match[str]) -> bool:
    """Whether what stands before or after an amount says that it is no longer so."""
    before = _FORMER.search(plain[: match.start()])
    return before is not None or _REPLACED.search(plain, match.end()) is not None


def _found(plain: str) -> list[re.Match[str]]:
    """The amounts of a text, the period after the number or before it."""
    after = list(_AMOUNT.finditer(plain))
    starts = {match.start("number") for match in after}
    before = [
        match for match in _PERIOD_FIRST.finditer(plain) if match.start("number") not in starts
    ]
    return sorted((*after, *before), key=lambda match: match.start())


def _count(number: str, times: str | None) -> float:
    if number in _WORDS:
        return _WORDS[number] * _TIMES[times]
    is_decimal = re.fullmatch(r"\d+[.,]\d{1,2}", number) is not None
    plain = number.replace(",", "." if is_decimal else "")
    return float(plain) * _TIMES[times]


_COUNT = r"\d+(?:\.\d+)?|" + "|".join(_WORDS)
_PEOPLE = re.compile(
    rf"(?<![\w.,$€£-])(?:team of (?P<team>\d+)|(?P<number>{_COUNT}|half an?|an?) (?:full[- ]time )?"
    r"(?:ftes?|persons?|people|staff|workers?|employees?|agents?|clerks?|colleagues)\b)"
    r"(?: for (?P<span>an?|one|two|three|four|\d+) (?P<unit>day|week)s?\b)?"
)
_AT_WORK = re.compile(
    r"full[- ]?time|\bftes?\b|\ball day\b|\bwork(?:s|ing)? on\b|\bbusy\b|nothing else"
    r"|part[- ]time|\bdo(?:es|ing)? (?:it|this|that|only this)\b|\b(?:eats?|ties up|occupies)\b"
)
_OF_A_MONTH = {"day": 1 / 21, "week": 1 / 4}


def people_at_work(text: str) -> tuple[float, str] | None:
    """How many people the work keeps busy all month, and the words that say so.

    None if the text does not say that people are busy with it: '40 people' may be all the staff.
    """
    plain = text.lower()
    found = list(_PEOPLE.finditer(plain))
    if len(found) != 1 or _AT_WORK.search(plain) is None:
        return None
    match = found[0]
    count = _people(match["team"] or match["number"])
    if match["unit"] is not None:
        count *= _people(match["span"]) * _OF_A_MONTH[match["unit"]]
    elif re.search(r"part[- ]time", plain):
        count /= 2
    return count, match.group()


def _people(number: str) -> float:
    if number in ("a", "an"):
        return 1.0
    if number in ("half a", "half an"):
        return 0.5
    return float(_WORDS.get(number) or number)


_FRACTIONS = {"half": 0.5, "a third": 1 / 3, "two thirds": 2 / 3, "a quarter of": 0.25}
_FRACTIONS |= {"three quarters": 0.75}
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)(?: ?(?:-|–|to) ?(\d+(?:\.\d+)?))? ?(?:%|percent\b)")
_OUT_OF = re.compile(rf"\b(\d+|{'|'.join(_WORDS)}) (?:in|out of|of) (\d+|{'|'.join(_WORDS)})\b")
_FRACTION = re.compile(r"\b(?:" + "|".join(_FRACTIONS) + r")\b")


def share(text: str) -> tuple[float, str] | None:
    """The part of the whole that a text names, from 0 to 1, and the words that say so."""
    plain = text.lower()
    found = _PERCENT.search(plain)
    if found is not None:
        bounds = [float(bound) for bound in found.groups() if bound is not None]
        return min(sum(bounds) / len(bounds) / 100, 1.0), found.group()
    found = _OUT_OF.search(plain)
    if found is not None:
        part, whole = (_WORDS.get(each) or float(each) for each in found.groups())
        return (part / whole, found.group()) if 0 < part <= whole else None
    found = _FRACTION.search(plain)
    return (_FRACTIONS[found.group()], found.group()) if found is not None else None
