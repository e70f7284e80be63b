"""What kind of answer a message asks for, told by its form: yes or no, a figure, a list, …"""

from __future__ import annotations

import re
from collections.abc import Sequence

from content.schema import Form
from nlu.clauses import Clause, bare

_FIGURE = re.compile(
    r"\bhow many\b|\bwhat (?:share|part|proportion|percentage|number|fraction)\b|\bpercent"
    r"|%|\b(?:share|proportion|percentage|figure|number) (?:of|please)\b|\bnumbers?\b"
)
_CONFIRMATION = re.compile(
    r"(?:\b(?:true|right|correct|is that so|or (?:not|no)|true or false|fact or myth|yes or no"
    r"|agree)|, (?:isn't it|aren't they|don't they|doesn't it))\W*$"
    r"|^(?:true or false|fact or myth|is it true)\b"
)
_YES_NO = re.compile(
    r"(?:is|are|was|were|do|does|did|can|could|will|would|should|may|might|must|has|have|isn't"
    r"|aren't|don't|doesn't|can't)\b(?!.*\bor\b)"
)
_LIST = re.compile(
    r"(?:list|name|give|enumerate|state|what are|which)\b|.*\b(?:examples?|list|bullet points)\b"
)


def form_of(clauses: Sequence[Clause]) -> Form:
    """Return the form of a message from its clauses; the last one that asks decides."""
    asking = [clause for clause in clauses if clause.asks] or list(clauses)
    text = bare(asking[-1].text)
    if _FIGURE.search(text):
        return "figure"
    if _CONFIRMATION.search(text) or (asking[-1].form == "statement"):
        return "statement"
    if _YES_NO.match(text):
        return "yes_no"
    return "list" if _LIST.match(text) else "open"
