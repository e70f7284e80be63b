"""The snippets of docs/how-to/embed.md, each on a page of another origin than the server's."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from server.train import PROJECT
from tests.browser.chat import Widget
from tests.browser.site import Site
from tests.faults.server_process import ServerProcess, train

GUIDE = (PROJECT / "docs" / "how-to" / "embed.md").read_text("utf-8")


def snippet(section: str, language: str, number: int = 0) -> str:
    """Return a section's code of this language."""
    text = re.split(rf"^##+ {re.escape(section)}.*$", GUIDE, flags=re.M)[1]
    text = re.split(r"^##+ ", text, flags=re.M)[0]
    found: list[str] = re.findall(rf"^```{language}\n(.*?)^```", text, flags=re.M | re.S)
    return found[number]


@pytest.fixture(scope="module")
def sites() -> Iterator[tuple[Site, Site]]:
    """A site that the server welcomes, and one that it does not know."""
    both = Site(), Site()
    yield both
    for site in both:
        site.close()


@pytest.fixture(scope="module")
def server(
    sites: tuple[Site, Site], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ServerProcess]:
    """The small bot, which lets the first site in."""
    process = ServerProcess(
        train(tmp_path_factory.mktemp("project")),
        tmp_path_factory.mktemp("data"),
        ADVISOR_ALLOWED_ORIGINS=sites[0].url,
    )
    yield process
    process.stop()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page of a browser profile of its own."""
    return context.new_page()


def _for(server: ServerProcess, text: str) -> str:
    """Return a snippet of the guide for this server."""
    web_socket = server.url.replace("http", "ws", 1)
    return text.replace("wss://advisor.example", web_socket).replace(
        "https://advisor.example", server.url
    )


def _page(*parts: str) -> str:
    body = "\n".join(parts)
    return (
        f'<!doctype html><html lang="en"><title>Another site</title><h1>Another site</h1>{body}'
        "</html>"
    )


def _assert_it_chats(widget: Widget) -> None:
    widget.open()
    widget.say("something else")
    expect(widget.log).to_contain_text("echo: something else")
    widget.page.reload()
    expect(widget.log).to_contain_text("echo: something else")
    assert widget.errors == []


def test_a_plain_page(page: Page, server: ServerProcess, sites: tuple[Site, Site]) -> None:
    html = [snippet("A page of your own", "html", number) for number in (0, 1)]
    sites[0].pages["/plain"] = (_page(*(_for(server, part) for part in html)), {})
    widget = Widget(page)
    page.goto(f"{sites[0].url}/plain")
    _assert_it_chats(widget)
    widget.close_button.click()
    page.get_by_role("button", name="What is BPO?").click()
    expect(widget.log).to_contain_text("echo: What is BPO?")


def test_the_tag_that_wordpress_prints(
    page: Page, server: ServerProcess, sites: tuple[Site, Site]
) -> None:
    assert "https://advisor.example/widget.js" in snippet("WordPress", "php")
    tag = _for(server, snippet("WordPress", "html"))
    sites[0].pages["/wordpress"] = (_page(tag), {})
    page.goto(f"{sites[0].url}/wordpress")
    _assert_it_chats(Widget(page))


def test_a_react_page(
    page: Page,
    server: ServerProcess,
    sites: tuple[Site, Site],
    tmp_path: Path,
    widget_with_packages: Path,
) -> None:
    packages = widget_with_packages / "node_modules"
    component, use = (snippet("React", "jsx", number) for number in (0, 1))
    (tmp_path / "page.jsx").write_text(
        f"""import {{ StrictMode }} from "react";
        import {{ createRoot }} from "react-dom/client";
        {component}
        createRoot(document.querySelector("#root")).render(
          <StrictMode><p>From React</p>{_for(server, use)}</StrictMode>
        );"""
    )
    (tmp_path / "node_modules").symlink_to(packages)
    esbuild = packages / ".bin" / "esbuild"
    command = [esbuild, "page.jsx", "--bundle", "--minify", "--jsx=automatic", "--outfile=page.js"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    sites[0].pages["/page.js"] = ((tmp_path / "page.js").read_text("utf-8"), {})
    tags = '<div id="root"></div><script src="/page.js"></script>'
    sites[0].pages["/react"] = (_page(tags), {})
    widget = Widget(page)
    page.goto(f"{sites[0].url}/react")
    expect(page.get_by_text("From React")).to_be_visible()
    expect(widget.launcher).to_have_count(1)
    _assert_it_chats(widget)


def test_a_page_with_a_strict_policy(
    page: Page, server: ServerProcess, sites: tuple[Site, Site]
) -> None:
    sources = snippet("3. Allow it in your Content-Security-Policy", "").strip()
    policy = f"default-src 'none'; {_for(server, sources)}; require-trusted-types-for 'script'"
    tag = _for(server, snippet("A page of your own", "html"))
    sites[0].pages["/strict"] = (_page(tag), {"Content-Security-Policy": policy})
    page.goto(f"{sites[0].url}/strict")
    _assert_it_chats(Widget(page))


def test_a_site_that_is_not_allowed_is_refused_at_the_handshake(
    page: Page, server: ServerProcess, sites: tuple[Site, Site]
) -> None:
    tag = _for(server, snippet("A page of your own", "html"))
    sites[1].pages["/"] = (_page(tag), {})
    answered: list[int] = []
    page.on(
        "response",
        lambda response: answered.append(response.status) if "socket.io" in response.url else None,
    )
    page.goto(sites[1].url)
    widget = Widget(page)
    widget.launcher.click()
    expect(widget.status).to_contain_text("You are offline")
    expect(widget.messages).to_have_count(0)
    assert page.evaluate("localStorage.length") == 0
    assert [status for status in answered if status < 400] == []
    assert f"A page of '{sites[1].url}' was refused" in server.log.read_text("utf-8")
