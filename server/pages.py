"""The files that the server hands out: the widget and its demo page, read once, at start."""

import mimetypes
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sanic.request import Request
from sanic.response import HTTPResponse

WIDGET = Path(__file__).parent.parent / "widget"

_CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)

SECURITY_HEADERS = {
    "Content-Security-Policy": _CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""On every answer of the server. The widget needs no inline code, so none is allowed."""

_ALWAYS_ASK = "no-cache"
_FIVE_MINUTES = "public, max-age=300"


@dataclass(frozen=True)
class Page:
    """A file and the headers it goes out with."""

    body: bytes
    content_type: str
    cache_control: str
    etag: str
    for_other_sites: bool

    def response(self, request: Request) -> HTTPResponse:
        """Return the file, or 304 to a browser that has it, or 405."""
        if request.method not in ("GET", "HEAD"):
            return HTTPResponse(status=405, headers={"Allow": "GET, HEAD"})
        headers = {
            "Cache-Control": self.cache_control,
            "ETag": self.etag,
            "Cross-Origin-Resource-Policy": (
                "cross-origin" if self.for_other_sites else "same-origin"
            ),
        }
        if request.headers.get("if-none-match") == self.etag:
            return HTTPResponse(status=304, headers=headers)
        return HTTPResponse(self.body, headers=headers, content_type=self.content_type)


def load_pages(widget: Path = WIDGET) -> dict[str, Page]:
    """Return what is served, by path: `/`, `/widget.js` and `/assets/...`; missing files are not.

    Only these files can be asked for: no path that a client sends ever reaches the disk.
    """
    demo = widget / "demo"
    found = {"/": demo / "index.html", "/widget.js": widget / "dist" / "widget.js"}
    assets = demo / "assets"
    for file in sorted(assets.rglob("*")):
        found[f"/assets/{file.relative_to(assets).as_posix()}"] = file
    return {path: _load(path, file) for path, file in found.items() if file.is_file()}


def _load(path: str, file: Path) -> Page:
    body = file.read_bytes()
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    if kind.startswith("text/") or kind in ("application/javascript", "application/json"):
        kind += "; charset=utf-8"
    return Page(
        body=body,
        content_type=kind,
        cache_control=_ALWAYS_ASK if path == "/" else _FIVE_MINUTES,
        etag=f'"{sha256(body).hexdigest()[:32]}"',
        for_other_sites=path == "/widget.js",
    )
