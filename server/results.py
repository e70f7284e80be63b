"""The pages of kept results, and the files in which a result can be taken along.

A result has no other guard than its address, which cannot be guessed. So no page of it is kept in
a cache, listed by a search engine or named to another site, and an address that does not exist
looks like one that never could.
"""

import asyncio
import logging
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sanic.response import HTTPResponse
from sqlalchemy.exc import SQLAlchemyError

from advisor.decision.scoring import Points
from advisor.speaking import wording
from advisor.speaking.export import (
    ADDRESSES,
    ReopenedResult,
    StoredResult,
    address,
    as_csv,
    as_json,
    as_markdown,
    reopen,
)
from advisor.speaking.results import ResultWords
from content.schema import MODELS
from server.failures import describe
from server.limits import Buckets
from store import Assessment

logger = logging.getLogger(__name__)

_ADDRESS = re.compile(re.escape(ADDRESSES) + r"(?P<id>[A-Za-z0-9_-]{22})(?P<ending>\.[a-z]{2,4})?")
_TEMPLATES = Path(__file__).parent / "templates"

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'none'",
            "style-src 'self'",
            "img-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}
"""On every answer below `/results/`. No script runs there at all."""

_HTML = "text/html; charset=utf-8"
_CHART_WIDTH = 480
_SHORTEST_BAR = 2
_LONGEST_FILE_NAME = 60


@dataclass(frozen=True)
class Download:
    """A kind of file in which a result can be had."""

    name: str
    """The id of its name in the assistant's texts."""
    content_type: str
    write: Callable[[ReopenedResult], str]
    encoding: str = "utf-8"


DOWNLOADS: Mapping[str, Download] = {
    ".md": Download("result.file.markdown", "text/markdown; charset=utf-8", as_markdown),
    # Excel takes a file for UTF-8 only where it begins with a byte order mark.
    ".csv": Download("result.file.csv", "text/csv; charset=utf-8", as_csv, "utf-8-sig"),
    ".json": Download("result.file.json", "application/json", as_json),
}
"""By the ending of the address."""


@dataclass(frozen=True)
class _Bar:
    model: str
    points: int
    start: int
    length: int

    @property
    def name(self) -> str:
        return self.model.upper()


@dataclass(frozen=True)
class _Chart:
    """Bars from zero, in units of the drawing; `bar` is where the points needed lie."""

    rows: tuple[_Bar, ...]
    zero: int
    bar: int | None
    width: int = _CHART_WIDTH


class ResultPages:
    """Answers requests for addresses that begin with `advisor.speaking.export.ADDRESSES`."""

    def __init__(
        self,
        find: Callable[[str], Assessment | None],
        words: ResultWords,
        *,
        retention_days: int,
        per_minute: int,
    ) -> None:
        """Show what `find` finds.

        Args:
            find: Returns the kept result of a public id; it may block and raise SQLAlchemyError.
            words: What results are told with, by the criteria of today.
            retention_days: How long a result is kept, which its page says.
            per_minute: Requests a minute from one caller.
        """
        self._find = find
        self._words = words
        self._retention_days = retention_days
        self._buckets = Buckets(per_minute)
        self._templates = Environment(
            loader=FileSystemLoader(_TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
        )
        self._templates.filters.update(signed=wording.signed, plain=wording.plain)

    async def response(self, method: str, path: str, caller: str) -> HTTPResponse:
        """Return the page or the file at `path`, or what is said instead.

        Args:
            method: The request's method.
            path: The request's path, which begins with `ADDRESSES`.
            caller: The IP address that the request comes from.
        """
        if method not in ("GET", "HEAD"):
            return HTTPResponse(status=405, headers={**_HEADERS, "Allow": "GET, HEAD"})
        wait = self._buckets.take(caller)
        if wait:
            return self._notice(429, "too_fast", {"Retry-After": str(wait)})
        try:
            # Reading the database and working the result out would both hold up the sockets.
            return await asyncio.to_thread(self.show, path)
        except SQLAlchemyError as error:
            logger.error("The database did not answer: %s", describe(error))
            return self._notice(503, "not_read", {"Retry-After": "5"})

    def show(self, path: str) -> HTTPResponse:
        """Return the page or the file at `path`, 404 where there is none.

        Raises:
            SQLAlchemyError: the database is locked or down.
        """
        asked = _ADDRESS.fullmatch(path)
        ending = asked["ending"] if asked else None
        if asked is None or (ending is not None and ending not in DOWNLOADS):
            return self._not_found()
        kept = self._find(asked["id"])
        if kept is None:
            return self._not_found()
        result = reopen(self._words, StoredResult.of(kept))
        if result.told is None and kept.criteria_version == self._words.criteria.version:
            logger.warning(
                "A result of criteria version %s cannot be worked out anew; give "
                "content/criteria.yml a new version whenever its points or rules change",
                kept.criteria_version,
            )
        if ending is None:
            return self._page(kept.id, result)
        return _file(DOWNLOADS[ending], ending, result)

    def _page(self, id: str, result: ReopenedResult) -> HTTPResponse:
        html = self._templates.get_template("result.html").render(
            stored=result.stored,
            label=result.label,
            level=result.level,
            answers=result.answers,
            told=result.told,
            texts=self._words.texts,
            outdated=result.outdated,
            disclosure=result.disclosure,
            chart=_chart(result.stored.points, result.told.bar if result.told else None),
            downloads=[
                {"name": self._words.texts(download.name), "address": address(id) + ending}
                for ending, download in DOWNLOADS.items()
            ],
            retention_days=self._retention_days,
        )
        return HTTPResponse(html, headers=_HEADERS, content_type=_HTML)

    def _not_found(self) -> HTTPResponse:
        return self._notice(404, "not_found")

    def _notice(
        self, status: int, kind: str, headers: Mapping[str, str] | None = None
    ) -> HTTPResponse:
        texts = self._words.texts
        heading, text = texts(f"result.page.{kind}.title"), texts(f"result.page.{kind}.text")
        html = self._templates.get_template("notice.html").render(heading=heading, text=text)
        return HTTPResponse(html, status, {**_HEADERS, **(headers or {})}, _HTML)


def _file(download: Download, ending: str, result: ReopenedResult) -> HTTPResponse:
    name = file_name(result.stored.work) + ending
    return HTTPResponse(
        download.write(result).encode(download.encoding),
        headers={**_HEADERS, "Content-Disposition": f'attachment; filename="{name}"'},
        content_type=download.content_type,
    )


def file_name(work: str) -> str:
    """Return a file's name for this work, without its ending: lower-case ASCII and hyphens."""
    ascii_letters = unicodedata.normalize("NFKD", work).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", ascii_letters.lower())
    return f"outsourcing-advice-{words[:_LONGEST_FILE_NAME]}".strip("-")


def _chart(points: Points, bar: int | None) -> _Chart:
    """Zero, both models and the bar always fit."""
    values = [points.of(model) for model in MODELS]
    low = min(0, *values)
    high = max(1, *values, bar or 0) * 1.05

    def place(value: int) -> int:
        return round((value - low) / (high - low) * _CHART_WIDTH)

    rows = tuple(
        _Bar(
            model=model,
            points=value,
            start=min(place(0), place(value)),
            length=max(_SHORTEST_BAR, abs(place(value) - place(0))),
        )
        for model, value in zip(MODELS, values, strict=True)
    )
    return _Chart(rows, place(0), None if bar is None else place(bar))
