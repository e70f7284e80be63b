"""What does the core offer, and does it keep to itself?"""

import ast
from pathlib import Path

import advisor

CORE = Path(advisor.__file__).parent


def test_the_public_surface_is_pinned() -> None:
    assert sorted(advisor.__all__) == [
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
    assert all(hasattr(advisor, name) for name in advisor.__all__)


def test_the_core_imports_nothing_of_ours_but_the_contents_types() -> None:
    ours = {"actions", "content", "evaluation", "nlu", "server", "store", "rasa", "rasa_sdk"}
    allowed = {"content.criteria", "content.schema"}
    for module in CORE.glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                names = {node.module}
            elif isinstance(node, ast.Import):
                names = {alias.name for alias in node.names}
            else:
                continue
            foreign = {name for name in names if name.split(".")[0] in ours} - allowed
            assert not foreign, f"{module.name} imports {foreign}"
