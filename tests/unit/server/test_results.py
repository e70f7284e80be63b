"""The pages of results: what they show, to whom, and that they can be made again."""

import asyncio
import csv
import io
import json
import logging
import re
import secrets
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from threading import Event

import pytest
from hypothesis import given, settings
from sanic.response import HTTPResponse
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

import store
from advisor.decision.answers import Answers
from advisor.decision.recommendation import Boundary, recommend
from advisor.speaking.export import CSV_COLUMNS, address, kept_boundary
from advisor.speaking.results import ResultWords
from content import load_criteria, load_texts
from content.criteria import Criteria
from server.results import DOWNLOADS, ResultPages, file_name
from server.train import PROJECT
from store import Assessment, Assessments, NewAssessment
from tests.unit.answer_sets import EXPERT, MIXED, ROUTINE, partial

CALLER = "10.0.0.1"
SCRIPT = "<script>alert(1)</script>"
UNKNOWN = "A" * 22
WORDS = ResultWords(load_criteria(), load_texts())


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = store.migrate(f"sqlite:///{tmp_path_factory.mktemp('results') / 'advisor.db'}")
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def assessments(engine: Engine) -> Assessments:
    return Assessments(engine)


@pytest.fixture
def pages(assessments: Assessments, criteria: Criteria) -> ResultPages:
    return ResultPages(assessments.get, WORDS, retention_days=90, per_minute=1000)


def finished(criteria: Criteria, answers: dict[str, str], name: str = "payroll") -> NewAssessment:
    """Return what an interview with these answers keeps."""
    told = recommend(criteria, Answers.of(criteria, answers))
    return NewAssessment(
        conversation="the conversation's secret id",
        idempotency_key=secrets.token_hex(8),
        name=name,
        answers=answers,
        bpo=told.points.bpo,
        kpo=told.points.kpo,
        outcome=told.outcome,
        confidence=told.confidence,
        criteria_version=criteria.version,
        model_version="m1",
    )


async def get(pages: ResultPages, path: str, method: str = "GET") -> HTTPResponse:
    return await pages.response(method, path, CALLER)


async def text_of(pages: ResultPages, kept: Assessment, ending: str = "") -> str:
    answer = await get(pages, address(kept.id) + ending)
    assert answer.status == 200
    assert answer.body is not None
    return answer.body.decode()


class Outline(HTMLParser):
    """What a page is made of: tags in order, their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data: str) -> None:
        self.words += data.split()

    @property
    def text(self) -> str:
        return " ".join(self.words)


@given(answers=partial())
@settings(max_examples=150)
def test_an_old_result_is_made_again_from_what_is_stored(
    assessments: Assessments, criteria: Criteria, answers: dict[str, str]
) -> None:
    first = recommend(criteria, Answers.of(criteria, answers))
    kept = assessments.get(assessments.save(finished(criteria, answers)).id)
    assert kept is not None
    pages = ResultPages(assessments.get, WORDS, retention_days=90, per_minute=1000)
    document = json.loads(pages.show(address(kept.id) + ".json").body or b"")
    assert document["recommendation"] == json.loads(
        json.dumps(WORDS.told(first, "payroll").payload())
    )
    assert document["answers"] == answers


@pytest.mark.parametrize(
    "answers",
    [ROUTINE, EXPERT, MIXED, {"core": "yes"}, {"core": "parts", "volume": "not_sure"}, {}],
    ids=["routine", "expert", "mixed", "core", "open", "nothing"],
)
async def test_the_page_says_all_that_the_recommendation_says(
    pages: ResultPages, assessments: Assessments, criteria: Criteria, answers: dict[str, str]
) -> None:
    told = WORDS.told(recommend(criteria, Answers.of(criteria, answers)), "payroll")
    kept = assessments.save(finished(criteria, answers))
    text = Outline(await text_of(pages, kept)).text
    sentences = [
        told.headline,
        told.confidence_text,
        *(each.text for each in (*told.reasons, *told.against, *told.others, *told.changes)),
        *([told.smallest] if told.smallest else []),
        told.summary,
        *(part for each in told.warnings for part in (each.text, each.practice, each.heading)),
        *told.next_steps,
        *(f"{line.question} {line.answer}" for line in told.lines),
        told.disclosure,
    ]
    assert [sentence for sentence in sentences if sentence not in text] == []


async def test_the_bars_have_their_numbers_as_text(
    pages: ResultPages, assessments: Assessments, criteria: Criteria
) -> None:
    outline = Outline(await text_of(pages, assessments.save(finished(criteria, ROUTINE))))
    told = recommend(criteria, Answers.of(criteria, ROUTINE))
    kpo = str(told.points.kpo).replace("-", "\N{MINUS SIGN}")
    assert f"BPO {told.points.bpo} points KPO {kpo} points" in outline.text
    bars = {each["class"]: each for tag, each in outline.tags if tag == "rect" and "x" in each}
    zero = re.search(r'class="chart-zero" d="M(\d+) ', await _page(pages, assessments, criteria))
    assert zero is not None
    assert bars["chart-bpo"]["x"] == zero[1]
    end = int(bars["chart-kpo"]["x"] or "") + int(bars["chart-kpo"]["width"] or "")
    assert end == int(zero[1])


async def _page(
    pages: ResultPages, assessments: Assessments, criteria: Criteria, name: str = "payroll"
) -> str:
    return await text_of(pages, assessments.save(finished(criteria, ROUTINE, name)))


async def test_the_page_has_landmarks_one_first_heading_and_a_table_with_headings(
    pages: ResultPages, assessments: Assessments, criteria: Criteria
) -> None:
    html = await text_of(pages, assessments.save(finished(criteria, ROUTINE)))
    names = [tag for tag, _ in Outline(html).tags]
    for name in ("main", "h1", "caption", "thead", "tbody", "tfoot"):
        assert names.count(name) == 1
    assert {each.get("scope") for tag, each in Outline(html).tags if tag == "th"} == {"col", "row"}


async def test_the_page_runs_no_script_and_has_no_style_of_its_own(
    pages: ResultPages, assessments: Assessments, criteria: Criteria
) -> None:
    kept = assessments.save(finished(criteria, ROUTINE))
    outline = Outline(await text_of(pages, kept))
    policy = (await get(pages, address(kept.id))).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert not {"script", "style", "form", "iframe"} & {tag for tag, _ in outline.tags}
    names = {name for _, attributes in outline.tags for name in attributes}
    assert not {name for name in names if name == "style" or name.startswith("on")}


@pytest.mark.parametrize("ending", ["", *DOWNLOADS])
async def test_a_result_is_neither_cached_nor_listed_nor_named_to_others(
    pages: ResultPages, assessments: Assessments, criteria: Criteria, ending: str
) -> None:
    kept = assessments.save(finished(criteria, ROUTINE))
    headers = (await get(pages, address(kept.id) + ending)).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Robots-Tag"] == "noindex, nofollow"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("version", ["0", "1"])
async def test_the_works_name_is_text_wherever_it_stands(
    pages: ResultPages, assessments: Assessments, criteria: Criteria, version: str
) -> None:
    name = f'{SCRIPT}"><img src=x onerror=alert(1)> {{{{ 7 * 7 }}}}'
    new = replace(finished(criteria, ROUTINE, name), criteria_version=version)
    html = await text_of(pages, assessments.save(new))
    outline = Outline(html)
    assert not {"script", "img"} & {tag for tag, _ in outline.tags}
    assert name in outline.text


async def test_stored_answers_are_text_too(
    pages: ResultPages, assessments: Assessments, criteria: Criteria
) -> None:
    new = replace(
        finished(criteria, ROUTINE),
        answers={SCRIPT: SCRIPT},
        outcome=SCRIPT,
        confidence=SCRIPT,
        criteria_version=SCRIPT,
    )
    html = await text_of(pages, assessments.save(new))
    assert "<script" not in html
    assert SCRIPT in Outline(html).text


@pytest.mark.parametrize("ending", ["", *DOWNLOADS])
async def test_of_the_conversation_the_works_name_is_shown_and_nothing_else(
    pages: ResultPages, assessments: Assessments, criteria: Criteria, ending: str
) -> None:
    kept = assessments.save(finished(criteria, ROUTINE, "wages and salaries"))
    text = await text_of(pages, kept, ending)
    assert "wages and salaries" in text
    for secret in (kept.conversation, kept.idempotency_key, kept.model_version):
        assert secret not in text


async def test_a_result_of_other_criteria_is_shown_as_stored_and_says_so(
    pages: ResultPages, assessments: Assessments, criteria: Criteria
) -> None:
    new = replace(finished(criteria, ROUTINE), criteria_version="0", outcome="kpo", bpo=-4, kpo=31)
    text = Outline(await text_of(pages, assessments.save(new))).text
    assert "The result was: KPO" in text
    assert "31 points" in text
    assert "have changed since this result was made (criteria version 0)" in text
    assert "Worked out by criteria version 0." in text
    assert "BPO fits" not in text
    assert criteria.disclosure in text


async def test_criteria_changed_without_a_new_version_are_named_in_the_log(
    pages: ResultPages,
    assessments: Assessments,
    criteria: Criteria,
    caplog: pytest.LogCaptureFixture,
) -> None:
    new = replace(finished(criteria, ROUTINE, "canary"), bpo=1)
    with caplog.at_level(logging.WARNING):
        await text_of(pages, assessments.save(new))
    assert "content/criteria.yml a new version" in caplog.text
    assert "canary" not in caplog.text


@pytest.mark.parametrize(
    ("ending", "content_type"),
    [
        (".md", "text/markdown; charset=utf-8"),
        (".csv", "text/csv; charset=utf-8"),
        (".json", "application/json"),
    ],
)
async def test_a_file_has_its_type_and_a_name(
    pages: ResultPages,
    assessments: Assessments,
    criteria: Criteria,
    ending: str,
    content_type: str,
) -> None:
    kept = assessments.save(finished(criteria, ROUTINE, 'Gehälter "A";\r\nx: y/../z'))
    answer = await get(pages, address(kept.id) + ending)
    assert answer.content_type == content_type
    name = f"outsourcing-advice-gehalter-a-x-y-z{ending}"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'


async def test_the_page_says_how_to_get_a_pdf_and_how_to_send_it_on(
    pages: ResultPages, assessments: Assessments, criteria: Criteria
) -> None:
    text = Outline(await _page(pages, assessments, criteria)).text
    assert "for a PDF, choose “Save as PDF”" in text
    assert "To send it to a colleague, send the address of this page." in text


async def test_a_spreadsheet_reads_the_csv_as_utf_8(
    pages: ResultPages, assessments: Assessments, criteria: Criteria
) -> None:
    kept = assessments.save(finished(criteria, ROUTINE, "Gehälter"))
    body = (await get(pages, address(kept.id) + ".csv")).body or b""
    assert body.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))
    assert {row["work"] for row in rows} == {"Gehälter"}


async def test_the_page_links_every_file(
    pages: ResultPages, assessments: Assessments, criteria: Criteria
) -> None:
    kept = assessments.save(finished(criteria, ROUTINE))
    links = [
        each["href"]
        for tag, each in Outline(await text_of(pages, kept)).tags
        if tag == "a" and "download" in each
    ]
    assert links == [address(kept.id) + ending for ending in DOWNLOADS]


async def test_work_without_a_name_is_this_work(
    pages: ResultPages, assessments: Assessments, criteria: Criteria
) -> None:
    text = Outline(await _page(pages, assessments, criteria, "")).text
    assert text.startswith("this work: Outsourcing advice")


@pytest.mark.parametrize("name", [*DOWNLOADS, *CSV_COLUMNS])
def test_the_results_page_of_the_docs_names_every_file_and_column(name: str) -> None:
    page = (PROJECT / "docs/reference/results.md").read_text("utf-8")
    assert f"`{name}`" in page or f"`/results/<id>{name}`" in page


@pytest.mark.parametrize("name", ["", "!!!", "漢字", "." * 300])
def test_a_work_without_letters_gives_a_name_of_a_file_all_the_same(name: str) -> None:
    assert file_name(name) == "outsourcing-advice"


def test_a_long_work_gives_a_short_name_of_a_file() -> None:
    assert len(file_name("long " * 100)) < 100


@pytest.mark.parametrize(
    "path",
    [
        f"/results/{UNKNOWN}",
        f"/results/{UNKNOWN}.json",
        "/results/",
        "/results/short",
        f"/results/{UNKNOWN}A",
        f"/results/{UNKNOWN}/",
        f"/results/{UNKNOWN}\n",
        f"/results/{UNKNOWN}.html",
        f"/results/{UNKNOWN}.json.json",
        "/results/../../etc/passwd",
        "/results/%00",
        "/results/" + "Ä" * 22,
    ],
)
async def test_an_address_that_is_unknown_looks_like_one_that_cannot_be(
    pages: ResultPages, path: str
) -> None:
    answer, expected = await get(pages, path), await get(pages, "/results/never")
    assert answer.status == 404
    assert answer.body == expected.body
    assert answer.headers == expected.headers


@pytest.mark.parametrize("rest", [".pdf", "/", "A", "\n", ".json.json", ".JSON", ".", "%00"])
async def test_a_known_id_with_anything_more_is_not_found(
    pages: ResultPages, assessments: Assessments, criteria: Criteria, rest: str
) -> None:
    kept = assessments.save(finished(criteria, ROUTINE))
    assert (await get(pages, address(kept.id) + rest)).status == 404


async def test_a_deleted_result_is_not_found(
    pages: ResultPages, assessments: Assessments, criteria: Criteria
) -> None:
    kept = assessments.save(finished(criteria, ROUTINE))
    assessments.delete(kept.conversation, kept.id)
    assert (await get(pages, address(kept.id))).status == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
async def test_a_result_can_only_be_read(
    pages: ResultPages, assessments: Assessments, criteria: Criteria, method: str
) -> None:
    kept = assessments.save(finished(criteria, ROUTINE))
    for path in (address(kept.id), f"/results/{UNKNOWN}"):
        answer = await get(pages, path, method)
        assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")


async def test_a_caller_who_asks_too_often_has_to_wait_and_others_do_not(
    assessments: Assessments, criteria: Criteria
) -> None:
    pages = ResultPages(assessments.get, WORDS, retention_days=90, per_minute=2)
    statuses = [(await get(pages, f"/results/{UNKNOWN}")).status for _ in range(3)]
    assert statuses == [404, 404, 429]
    assert int((await get(pages, f"/results/{UNKNOWN}")).headers["Retry-After"]) > 0
    assert (await pages.response("GET", f"/results/{UNKNOWN}", "10.0.0.2")).status == 404


async def test_a_database_that_fails_is_said_so_without_a_word_of_it(criteria: Criteria) -> None:
    def fail(_: str) -> Assessment | None:
        raise OperationalError("SELECT secrets", {}, Exception("locked"))

    pages = ResultPages(fail, WORDS, retention_days=90, per_minute=1000)
    answer = await get(pages, f"/results/{UNKNOWN}")
    assert answer.status == 503
    assert b"try again" in (answer.body or b"")
    assert b"SELECT" not in (answer.body or b"")


async def test_reading_the_database_does_not_hold_up_the_event_loop(criteria: Criteria) -> None:
    free = Event()

    def wait(_: str) -> Assessment | None:
        assert free.wait(10)
        return None

    pages = ResultPages(wait, WORDS, retention_days=90, per_minute=1000)
    answer = asyncio.ensure_future(get(pages, f"/results/{UNKNOWN}"))
    await asyncio.sleep(0)
    free.set()
    assert (await answer).status == 404


@pytest.mark.parametrize("ending", ["", *DOWNLOADS])
async def test_what_stays_and_what_goes_is_kept_and_shown(
    pages: ResultPages, assessments: Assessments, criteria: Criteria, ending: str
) -> None:
    boundary = Boundary((f"the {SCRIPT} review",), ("the typing",))
    new = replace(finished(criteria, MIXED), boundary=kept_boundary(boundary))
    text = await text_of(pages, assessments.save(new), ending)
    assert "the typing" in text
    assert ending or SCRIPT not in text
    assert ending or "What stays and what goes" in text
