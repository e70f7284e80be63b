"""Does each part know only those below it, and do its sentences stand in content?"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from content import load_texts
from server.train import PROJECT

MAY_IMPORT = {
    "content": {"content"},
    "advisor/decision": {"content", "advisor.decision"},
    "advisor/reading": {"content", "advisor.decision", "advisor.reading"},
    "advisor/speaking": {"content", "advisor"},
    "conversation": {"content", "advisor", "conversation"},
    "actions": {"content", "advisor", "conversation", "store", "actions"},
    "nlu": {"content", "advisor.reading", "nlu"},
}
OURS = {*(part.split("/")[0] for part in MAY_IMPORT), "evaluation", "server", "store"}
SPEAKING = ("advisor", "conversation", "actions")


def _modules(part: str) -> Iterator[Path]:
    return (path for path in sorted((PROJECT / part).rglob("*.py")))


@pytest.mark.parametrize("part", MAY_IMPORT)
def test_no_part_imports_one_that_stands_above_it(part: str) -> None:
    for module in (PROJECT / part).glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                names = {node.module}
            elif isinstance(node, ast.Import):
                names = {alias.name for alias in node.names}
            else:
                continue
            allowed = MAY_IMPORT[part]
            foreign = {
                name
                for name in names
                if name.split(".")[0] in OURS
                and not any(name == each or name.startswith(f"{each}.") for each in allowed)
            }
            assert not foreign, f"{part}/{module.name} imports {foreign}"


def test_no_sentence_for_visitors_stands_in_python() -> None:
    sentence = re.compile(r"[A-Z][\w']*(?: [\w'’,-]+){2,}.*[.!?:]", re.S)
    found = [
        (str(path.relative_to(PROJECT)), text)
        for part in SPEAKING
        for path in _modules(part)
        for text in _strings(path)
        if sentence.fullmatch(text.strip())
    ]
    assert not found


def _strings(path: Path) -> Iterator[str]:
    """The strings of a module that are neither docstrings nor errors nor logs."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    left_out: set[int] = set()
    for node in ast.walk(tree):
        is_logged = isinstance(node, ast.Call) and _name(node.func).startswith("logger.")
        if isinstance(node, ast.Expr | ast.Raise) or is_logged:
            left_out |= {id(each) for each in ast.walk(node)}
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in left_out:
            yield node.value


def _name(node: ast.expr) -> str:
    return ast.unparse(node)


def test_every_sentence_that_is_spoken_is_there_with_its_places() -> None:
    texts = load_texts()
    for part in SPEAKING:
        for path in _modules(part):
            for id, places in _calls(path):
                assert id in texts, f"{path.name}: {id}"
                if places is not None:
                    assert texts.places[id] == places, f"{path.name}: {id}"


def test_every_sentence_is_spoken() -> None:
    whole: set[str] = set()
    built: list[tuple[str, str]] = []
    for part in (*SPEAKING, "server"):
        for path in _modules(part):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    whole.add(node.value)
                elif isinstance(node, ast.JoinedStr):
                    built.append((_text(node.values[0]), _text(node.values[-1])))

    def is_spoken(id: str) -> bool:
        return id in whole or any(
            ((start or end) and id.startswith(start) and id.endswith(end) and "." in start + end)
            or (not start and len(end) > 2 and id.endswith(end))
            for start, end in built
        )

    codes = {f"{part}.{each}" for part in ("interview", "kept") for each in whole}
    assert not [id for id in load_texts().places if not is_spoken(id) and id not in codes]


def _text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _calls(path: Path) -> Iterator[tuple[str, frozenset[str] | None]]:
    """The sentences that a module asks for by their whole ids, and the places it fills."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        first = node.args[0]
        is_texts = _name(node.func).split(".")[-1] in ("texts", "_texts")
        if is_texts and isinstance(first, ast.Constant) and isinstance(first.value, str):
            known = all(each.arg is not None for each in node.keywords)
            places = frozenset(str(each.arg) for each in node.keywords) if known else None
            yield first.value, places


def test_the_rule_takes_every_intent_of_the_domain() -> None:
    domain = yaml.safe_load((PROJECT / "domain.yml").read_text())
    rules = yaml.safe_load((PROJECT / "data/rules/conversation.yml").read_text())["rules"]
    taken = [each["intent"] for each in rules[0]["steps"][0]["or"]]

    assert taken == [*domain["intents"], "nlu_fallback"]
