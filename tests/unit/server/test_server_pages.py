"""The files that are handed out."""

from pathlib import Path

import pytest

from server.pages import load_pages


@pytest.fixture
def widget(tmp_path: Path) -> Path:
    for name, text in {
        "demo/index.html": "<h1>demo</h1>",
        "demo/assets/fonts/a.css": "a{}",
        "demo/notes.txt": "not an asset",
        "dist/widget.js": "1",
        "src/secret.ts": "2",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_only_the_page_its_assets_and_the_widget_are_served(widget: Path) -> None:
    assert set(load_pages(widget)) == {"/", "/assets/fonts/a.css", "/widget.js"}


def test_nothing_is_served_where_nothing_is(tmp_path: Path) -> None:
    assert load_pages(tmp_path) == {}


def test_the_widget_may_be_loaded_by_other_sites_and_the_page_may_not(widget: Path) -> None:
    pages = load_pages(widget)
    assert pages["/widget.js"].for_other_sites
    assert not pages["/"].for_other_sites


def test_types_are_named(widget: Path) -> None:
    pages = load_pages(widget)
    assert pages["/"].content_type == "text/html; charset=utf-8"
    assert "javascript" in pages["/widget.js"].content_type


def test_a_changed_file_has_another_tag(widget: Path) -> None:
    before = load_pages(widget)["/"].etag
    (widget / "demo" / "index.html").write_text("<h1>other</h1>", encoding="utf-8")
    assert load_pages(widget)["/"].etag != before
