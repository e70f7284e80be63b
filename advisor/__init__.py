"""Which outsourcing model fits a piece of work? The pure core of the interview.

Functions take the criteria and the answers and give values; nothing here reads a file or a clock.
"""

from advisor.advice import describe, recommend
from advisor.answers import AnswerError, Answers
from advisor.comparison import Comparison, compare
from advisor.interview import Ask, Confirm, Finish, Step, hanging_on, next_step
from advisor.phrasing import Interpretation, interpret
from advisor.recommendation import Recommendation
from advisor.scoring import Points, Score, points, score
from advisor.what_if import Change, WhatIf
from advisor.worlds import Assessment, assess

__all__ = [
    "AnswerError",
    "Answers",
    "Ask",
    "Assessment",
    "Change",
    "Comparison",
    "Confirm",
    "Finish",
    "Interpretation",
    "Points",
    "Recommendation",
    "Score",
    "Step",
    "WhatIf",
    "assess",
    "compare",
    "describe",
    "hanging_on",
    "interpret",
    "next_step",
    "points",
    "recommend",
    "score",
]
