"""What is shipped is small, and is what the sources give."""

import gzip
import subprocess
from pathlib import Path

from tests.browser.widget.harness import ROOT
from tests.schemas import SCHEMAS, validators

WIDGET = ROOT / "widget"
BUDGET_BYTES = 60_000


def test_the_bundle_keeps_its_budget() -> None:
    script = (WIDGET / "dist" / "widget.js").read_bytes()
    assert len(gzip.compress(script, 9)) <= BUDGET_BYTES


def test_the_bundle_is_what_the_sources_give(widget_with_packages: Path) -> None:
    copy = widget_with_packages
    for script in ("build", "check", "test"):
        subprocess.run(["npm", "run", "--silent", script], cwd=copy, check=True, timeout=120)
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
