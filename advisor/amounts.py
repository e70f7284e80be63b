"""Amounts of work in free text, such as '3,000 invoices a month' or 'five a week'."""

from __future__ import annotations

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

_AMOUNT = re.compile(
    r"(?<![\w.,])(?P<number>\d{1,3}(?:,\d{3})+|\d+|" + "|".join(_WORDS) + r")"
    r" ?(?P<times>k|thousand|hundred|million)?\b"
    r"(?P<things>(?: [a-z'-]+){0,4}?)"
    r"(?: ?(?:/|\b(?:a|an|per|each|every|in a)\b) ?(?P<period>hour|day|week|month|quarter|year)\b"
    r"|,? (?P<adverb>" + "|".join(_ADVERBS) + r")\b)"
)

# Working time, people and money say how large the work is, but not how many pieces it has.
_NOT_PIECES = re.compile(
    r"\b(hours?|hrs|minutes?|days?|weeks?|persons?|people|staff|workers?|employees?|agents?|ftes?"
    r"|dollars?|euros?|usd|eur)\b"
)
_MONEY = re.compile(r"[$€£]|\b\d[\d.,]*(?:k|m| million)? (?:dollars|euros|pounds|bucks|usd|eur)\b")


def names_money(text: str) -> bool:
    """Whether a text names a sum of money."""
    return _MONEY.search(text.lower()) is not None


def monthly_amount(text: str) -> tuple[int, str] | None:
    """The pieces of work a month, and the words that say so.

    None if the text names no amount with a period, or more than one, or no pieces.
    """
    found = list(monthly_amounts(text))
    if len(found) != 1 or len(list(_AMOUNT.finditer(text.lower()))) != 1:
        return None
    monthly, start, end = found[0]
    return monthly, text.lower()[start:end]


def monthly_amounts(text: str) -> Iterator[tuple[int, int, int]]:
    """Each amount of work in a text, in pieces a month, with its start and end in the text."""
    plain = text.lower()
    for match in _AMOUNT.finditer(plain):
        money = names_money(plain[max(match.start() - 2, 0) : match.end()])
        if money or _NOT_PIECES.search(match["things"]):
            continue
        number = match["number"]
        count = _WORDS[number] if number in _WORDS else int(number.replace(",", ""))
        period = match["period"] or _ADVERBS[match["adverb"]]
        monthly = round(count * _TIMES[match["times"]] * _A_MONTH[period])
        yield monthly, match.start(), match.end()


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
