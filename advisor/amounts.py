"""Amounts of work in free text, such as '3,000 invoices a month' or 'five a week'."""

from __future__ import annotations

import re

_A_MONTH = {"hour": 170.0, "day": 21.0, "week": 4.0, "month": 1.0, "quarter": 1 / 3, "year": 1 / 12}
"""How many of each period a month of office hours has."""

_ADVERBS = {"hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month"}
_ADVERBS |= {"quarterly": "quarter", "yearly": "year", "annually": "year"}

_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
_WORDS |= {"nine": 9, "ten": 10, "twelve": 12, "twenty": 20, "fifty": 50, "a dozen": 12}
_WORDS |= {"dozens of": 36, "a hundred": 100, "hundreds of": 300, "a thousand": 1000}
_WORDS |= {"thousands of": 3000}

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
_MONEY = re.compile("[$€£]")


def monthly_amount(text: str) -> tuple[int, str] | None:
    """The pieces of work a month, and the words that say so.

    None if the text names no amount with a period, or more than one, or no pieces.
    """
    found = list(_AMOUNT.finditer(text.lower()))
    if len(found) != 1:
        return None
    match = found[0]
    if _NOT_PIECES.search(match["things"]) or _MONEY.search(text):
        return None
    number = match["number"]
    count = _WORDS[number] if number in _WORDS else int(number.replace(",", ""))
    period = match["period"] or _ADVERBS[match["adverb"]]
    return round(count * _TIMES[match["times"]] * _A_MONTH[period]), match.group()
