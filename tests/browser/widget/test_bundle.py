"""What is shipped is small, and is what the sources give."""

import gzip
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.browser.widget.harness import ROOT
from tests.schemas import SCHEMAS, validators

WIDGET = ROOT / "widget"
BUDGET_BYTES = 60_000


def test_the_bundle_keeps_its_budget() -> None:
    script = (WIDGET / "dist" / "widget.js").read_bytes()
    assert len(gzip.compress(script, 9)) <= BUDGET_BYTES


def test_the_bundle_is_what_the_sources_give(tmp_path: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("there is no Node here to rebuild the widget with")
    copy = tmp_path / "widget"
    ignored = shutil.ignore_patterns("node_modules", "build", "dist")
    shutil.copytree(WIDGET, copy, ignore=ignored)
    subprocess.run([npm, "ci", "--silent"], cwd=copy, check=True, timeout=300)
    subprocess.run([npm, "run", "--silent", "build"], cwd=copy, check=True, timeout=120)
    subprocess.run([npm, "run", "--silent", "check"], cwd=copy, check=True, timeout=120)
    subprocess.run([npm, "test", "--silent"], cwd=copy, check=True, timeout=120)
    for name in ("widget.js", "THIRD-PARTY-LICENSES.txt"):
        built = (copy / "dist" / name).read_bytes()
        assert built == (WIDGET / "dist" / name).read_bytes(), (
            f"widget/dist/{name} is older than widget/src; run `make widget`"
        )


def test_the_lock_names_no_registry() -> None:
    assert '"resolved"' not in (WIDGET / "package-lock.json").read_text()


def test_every_schema_is_one_and_is_named_in_the_protocol() -> None:
    protocol = (SCHEMAS.parent / "web-channel.md").read_text()
    for name, validator in validators().items():
        validator.check_schema(validator.schema)
        assert f"schemas/{name}.json" in protocol
