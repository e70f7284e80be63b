"""One message of every type, as the server sends them."""

from collections.abc import Callable
from typing import Any

from tests.browser.widget.harness import Reply, say

CORE_CONCEPTS = {"id": "core_concepts", "heading": "Defining BPO and KPO: Core Concepts"}
TASKS = {"id": "tasks_and_skills", "heading": "Primary Differences: Tasks and Skill Levels"}
BENEFITS = {
    "id": "benefits_and_challenges",
    "heading": "Benefits and Challenges for Businesses",
}

ANSWER: Reply = say(
    "**KPO** hands knowledge-intensive work to specialists.",
    [
        {"title": "And BPO?", "payload": '/definition{"model": "bpo"}'},
        {"title": "What does KPO cost?", "payload": '/costs{"model": "kpo"}'},
    ],
    {
        "type": "answer",
        "topic": "definition",
        "models": ["kpo"],
        "lead": "**KPO** hands knowledge-intensive work to outside specialists.",
        "points": ["Market research", "Legal and compliance services", "Data analytics"],
        "section": CORE_CONCEPTS,
        "confidence": 0.97,
    },
)

COMPARISON: Reply = say(
    "BPO follows rules, KPO uses judgment.",
    [],
    {
        "type": "comparison",
        "topic": "difference",
        "models": ["bpo", "kpo"],
        "lead": "BPO follows rules, KPO uses judgment.",
        "caption": "BPO and KPO compared",
        "columns": ["", "BPO", "KPO"],
        "rows": [
            ["Work", "Standardized and repetitive", "Complex and knowledge-intensive"],
            ["Skills", "Entry-level to intermediate", "Highly educated specialists"],
            ["Training", "Minimal", "Longer onboarding and training"],
        ],
        "section": TASKS,
        "confidence": 0.99,
    },
)

QUESTION: Reply = say(
    "Question 2: How often must someone make a hard decision?",
    [
        {"title": "Rarely", "payload": '/inform{"answer": "judgement=rarely"}'},
        {"title": "In some cases", "payload": '/inform{"answer": "judgement=some"}'},
        {"title": "Nearly always", "payload": '/inform{"answer": "judgement=nearly_always"}'},
        {
            "title": "Not sure",
            "payload": '/inform{"answer": "judgement=not_sure"}',
            "kind": "command",
        },
        {"title": "Why do you ask?", "payload": "/why", "kind": "command"},
        {"title": "Change an answer", "payload": "/change_answer", "kind": "command"},
        {"title": "Stop", "payload": "/stop", "kind": "command"},
    ],
    {
        "type": "question",
        "topic": "start_interview",
        "question": "judgement",
        "text": "How often must someone make a hard decision?",
        "number": 2,
        "remaining": 3,
        "hint": "Think of a normal week, not of the hardest one.",
        "echo": "Customers do not choose you for this work.",
    },
)

RECOMMENDATION: Reply = say(
    "BPO fits best. Firm: none of the open questions can change this.",
    [
        {"title": "Change an answer", "payload": "/change_answer"},
        {"title": "Start over", "payload": "/start_interview"},
    ],
    {
        "type": "recommendation",
        "topic": "start_interview",
        "outcome": "bpo",
        "outcome_label": "BPO",
        "confidence": "firm",
        "headline": "BPO fits this work best.",
        "confidence_text": "Firm: none of the open questions can change this.",
        "points": {"bpo": 15, "kpo": -7, "bar": 8},
        "reasons": [
            {"text": "The steps are written down and the same each time.", "bpo": 5, "kpo": 0},
            {"text": "Hard decisions are rare.", "bpo": 4, "kpo": -4},
            {"text": "There is a lot of it, steadily.", "bpo": 4, "kpo": 0},
        ],
        "against": [{"text": "It touches a lot of personal data.", "bpo": -3, "kpo": -3}],
        "others": [
            {"outcome": "kpo", "label": "KPO", "text": "It needs little specialist knowledge."},
            {"outcome": "hybrid", "label": "Hybrid", "text": "The work is much the same all over."},
            {"outcome": "in_house", "label": "In-house", "text": "Customers do not buy this work."},
        ],
        "changes": [{"text": "If the volume were low: keep it in-house.", "outcome": "in_house"}],
        "smallest_change": "One changed answer is enough to change the result.",
        "warnings": [
            {
                "text": "You have less direct control over the process.",
                "practice": "Agree on clear communication protocols and monitor performance.",
                "section": BENEFITS,
            }
        ],
        "next_steps": ["Assess the work once more.", "Compare vendors.", "Agree on how you talk."],
        "lines": [
            {
                "criterion": "standardised",
                "question": "Are the steps written down and the same each time?",
                "answer": "Yes",
                "bpo": 5,
                "kpo": 0,
            },
            {
                "criterion": "judgement",
                "question": "How often must someone make a hard decision?",
                "answer": "Rarely",
                "bpo": 4,
                "kpo": -4,
                "note": "Counts toward both models.",
            },
            {
                "criterion": "volume",
                "question": "How much of it is there?",
                "answer": "A lot, steadily",
                "bpo": 4,
                "kpo": 0,
            },
            {
                "criterion": "expertise",
                "question": "Does it take a trained specialist?",
                "answer": "No",
                "bpo": 2,
                "kpo": -3,
            },
        ],
        "disclosure": "The guide's author, NineArchs LLC, sells both BPO and KPO services.",
    },
)

UNDERSTOOD: Reply = say(
    "Volume: high, from “eats three people for a week”. Is that right?",
    [
        {"title": "That's right", "payload": '/inform{"answer": "understood=yes"}'},
        {"title": "Ask me all of it", "payload": '/inform{"answer": "understood=no"}'},
    ],
    {
        "type": "question",
        "topic": "start_interview",
        "question": "understood",
        "text": "This is what I took from your words. Is that right?",
        "number": 0,
        "remaining": 5,
        "understood": [
            {
                "criterion": "volume",
                "question": "Volume",
                "answer": "high",
                "says": "high",
                "words": "eats three people for a week",
            },
            {
                "criterion": "standardised",
                "question": "Steps",
                "answer": "yes",
                "says": "the same each time",
                "words": "month-end <b>reconciliation</b>",
            },
        ],
    },
)

NOTICE: Reply = say(
    "That could not be saved.",
    [],
    {"type": "notice", "code": "not_saved", "lead": "That could not be saved. Please try again."},
)

DELETED: Reply = say(
    "Done: this conversation is deleted.",
    [],
    {"type": "notice", "code": "deleted", "lead": "Done: this conversation is deleted."},
)

MARKDOWN: Reply = say(
    "# A heading\n\nA *line* with `code` and [a link](https://example.org/).\n\n"
    "1. One\n2. Two\n\n| Model | Work |\n| --- | --- |\n| BPO | Routine |\n"
)

ALL: dict[str, Reply] = {
    "answer": ANSWER,
    "comparison": COMPARISON,
    "question": QUESTION,
    "understood": UNDERSTOOD,
    "recommendation": RECOMMENDATION,
    "notice": NOTICE,
    "markdown": MARKDOWN,
}

UNKNOWN: dict[str, Any] = say("Plain words.", [], {"type": "hologram", "shape": "cube"})

_NO_TEXTS = frozenset(
    {"type", "topic", "models", "outcome", "confidence", "code", "kind", "payload", "id"}
)


def reworded(value: Any, change: Callable[[str], str], key: str = "") -> Any:
    """Return the reply with every text that is shown changed."""
    if isinstance(value, dict):
        return {
            name: reworded(part, change, "" if isinstance(part, dict) else name)
            for name, part in value.items()
        }
    if isinstance(value, list):
        return [reworded(part, change, key) for part in value]
    return change(value) if isinstance(value, str) and key not in _NO_TEXTS else value
