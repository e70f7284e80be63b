"""The documents name what there is."""

import re
from pathlib import Path

import pytest

from server.settings import Settings, variable_of
from server.train import PROJECT

COMMANDS = re.findall(r"^([a-z-]+):.*## ", (PROJECT / "Makefile").read_text(), re.M)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_names_every_command(command: str) -> None:
    assert f"`make {command}" in (PROJECT / "README.md").read_text()


@pytest.mark.parametrize("name", Settings.__fields__)
def test_the_settings_page_names_every_setting(name: str) -> None:
    assert f"`{variable_of(name)}`" in (PROJECT / "docs/reference/settings.md").read_text()


FOLDERS = [
    "actions",
    "advisor/decision",
    "advisor/reading",
    "advisor/speaking",
    "content",
    "conversation",
    "nlu",
    "server",
    "store",
]


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_design_page_names_every_folder(folder: str) -> None:
    assert f"`{folder}/`" in (PROJECT / "docs/design.md").read_text()


LINKING = [PROJECT / "README.md", *sorted((PROJECT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("page", LINKING, ids=lambda page: str(page.relative_to(PROJECT)))
def test_every_link_within_the_project_leads_somewhere(page: Path) -> None:
    text = page.read_text()
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert (page.parent / target).exists(), target


FAULTS = (PROJECT / "docs/reference/faults.md").read_text()
THREATS = [row for row in FAULTS.splitlines() if re.match(r"\| .+ \| `tests/", row)]


@pytest.mark.parametrize("row", THREATS, ids=lambda row: row.split("|")[1].strip())
def test_each_threat_names_tests_that_are_there(row: str) -> None:
    for file, names in re.findall(r"`(tests/[\w/]+\.py)`: ((?:`test_\w+`(?:, )?)+)", row):
        tests = (PROJECT / file).read_text()
        for name in re.findall(r"`(test_\w+)`", names):
            assert f"def {name}(" in tests, f"{file}: {name}"
