"""Who may talk to the live page, and in which form; what a question must hold."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from typing import Any, cast

import httpx
import pytest

from claimgraph.app.explore.asked import Asked
from claimgraph.app.explore.explorer import QUESTIONS, Explorer
from claimgraph.app.explore.gate import HEADER, MOST_BYTES, Pass
from claimgraph.app.explore.site import build_site
from claimgraph.graph.errors import QueryError, StoreError
from claimgraph.graph.render.layout import Place
from claimgraph.graph.store import Store

PORT = 8123
HERE = f"http://127.0.0.1:{PORT}"
JSON = {"content-type": "application/json", "origin": HERE}


class NoStore:
    """A store that is gone."""

    def marked(self, _: str) -> NoStore:
        return self

    def __getattr__(self, name: str) -> Any:
        raise StoreError(f"Neo4j does not answer ({name})")


class Site:
    """The site without a socket, and the one pass into it."""

    title = "Letters of Jane Doe"

    def __init__(self) -> None:
        self.key = Pass()
        self.app = build_site(Explorer(cast("Store", NoStore()), title=self.title), self.key, PORT)
        self.cookies: dict[str, str] = {}
        self.secret = ""

    def ask(self, method: str, path: str, headers: Mapping[str, str] = {}, body: bytes = b"") -> httpx.Response:
        async def asking() -> httpx.Response:
            transport = httpx.ASGITransport(self.app)
            async with httpx.AsyncClient(transport=transport, base_url=HERE, cookies=self.cookies) as client:
                sent = {name: value.encode("latin-1") for name, value in {HEADER: self.secret, **headers}.items()}
                return await client.request(method, path, headers=sent, content=body)

        return asyncio.run(asking())

    def enter(self) -> httpx.Response:
        answer = self.ask("GET", f"/?token={self.key.token}")
        name, value = answer.headers["set-cookie"].partition(";")[0].split("=", 1)
        self.cookies = {name: value}
        self.secret = secret_in(answer)
        return answer


def secret_in(answer: httpx.Response) -> str:
    """The secret that stands in a page; "" where none does."""
    found = re.search(r'<meta name="claimgraph-secret" content="([\w-]+)">', answer.text)
    return found[1] if found else ""


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def inside(site: Site) -> Site:
    site.enter()
    return site


def test_the_token_opens_the_page_and_becomes_a_cookie_that_no_script_and_no_other_site_can_use(site: Site) -> None:
    answer = site.enter()
    assert answer.status_code == 200
    assert "live.js" in answer.text
    assert re.fullmatch(
        rf"claimgraph-{PORT}=[\w-]{{40,}}; Path=/; HttpOnly; SameSite=Strict", answer.headers["set-cookie"]
    )
    assert site.ask("GET", "/").status_code == 200


def test_a_token_works_once(site: Site) -> None:
    site.enter()
    site.cookies = {}
    answer = site.ask("GET", f"/?token={site.key.token}")
    assert answer.status_code == 403
    assert "used already" in answer.text
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("path", ["/", "/page/js/page.js", "/api/start", "/?token=wrong", "/nothing"])
def test_without_token_and_cookie_nothing_is_told(site: Site, path: str) -> None:
    answer = site.ask("GET", path)
    assert answer.status_code in (401, 403)
    assert site.key.used is False


def test_a_wrong_token_is_not_told_to_be_a_used_one(site: Site) -> None:
    answer = site.ask("GET", "/?token=wrong")
    assert (answer.status_code, "used already" in answer.text) == (401, False)


def test_the_cookie_is_found_among_others_of_the_machine(inside: Site) -> None:
    [(name, value)] = inside.cookies.items()
    for sent in (f"a=b; {name}={value}; c=d", f"a=b;{name}={value}", f"{name}=wrong; {name}={value}"):
        inside.cookies = {}
        assert inside.ask("GET", "/", {"cookie": sent}).status_code == 200
    assert inside.ask("GET", "/", {"cookie": f"{name}={value[:-1]}"}).status_code == 401


def test_a_wrong_cookie_is_none(inside: Site) -> None:
    inside.cookies = {name: "x" * len(value) for name, value in inside.cookies.items()}
    assert inside.ask("POST", "/api/start", JSON, b"{}").status_code == 401


@pytest.mark.parametrize("secret", ["", "wrong", "wr\u00f6ng"])
def test_the_cookie_alone_asks_nothing_and_learns_nothing_of_the_user(inside: Site, secret: str) -> None:
    inside.secret = secret
    for question in QUESTIONS:
        answer = inside.ask("POST", f"/api/{question}", JSON, b"{}")
        assert answer.status_code == 403
        assert "opened by the address" in answer.text
    page = inside.ask("GET", "/")
    assert page.status_code == 200
    assert secret_in(page) == ""
    assert inside.title not in page.text


def test_only_the_answer_to_the_token_holds_the_secret(site: Site) -> None:
    assert len(secret_in(site.enter())) == 43
    assert secret_in(site.ask("GET", "/")) == ""
    assert secret_in(site.ask("GET", f"/?token={site.key.token}")) == ""


def test_the_secret_without_the_cookie_asks_nothing(inside: Site) -> None:
    inside.cookies = {}
    assert inside.ask("POST", "/api/start", JSON, b"{}").status_code == 401


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8123", "127.0.0.1", "127.0.0.1:1", "localhost:80", ""])
def test_a_foreign_host_is_refused_even_with_the_cookie(inside: Site, host: str) -> None:
    assert inside.ask("GET", "/", {"host": host}).status_code == 403
    assert inside.ask("POST", "/api/start", {**JSON, "host": host}, b"{}").status_code == 403


def test_a_name_of_another_run_is_refused_even_with_the_cookie(inside: Site) -> None:
    for host in (f"{Pass().host}:{PORT}", f"a.{inside.key.host}:{PORT}", inside.key.host, f"{inside.key.host}:1"):
        assert inside.ask("GET", "/", {"host": host}).status_code == 403
        there = {**JSON, "host": host, "origin": f"http://{host}"}
        assert inside.ask("POST", "/api/start", there, b"{}").status_code == 403


def test_the_name_of_this_run_is_answered_for_its_own_origin_alone(inside: Site) -> None:
    here = f"{inside.key.host}:{PORT}"
    named = {**JSON, "host": here, "origin": f"http://{here}"}
    assert inside.ask("POST", "/api/start", named, b"{}").status_code == 503  # let in, to a store that is gone
    assert inside.ask("POST", "/api/start", {**named, "origin": HERE}, b"{}").status_code == 403
    assert inside.ask("POST", "/api/start", {**JSON, "origin": f"http://{here}"}, b"{}").status_code == 403
    inside.cookies = {}
    assert inside.ask("POST", "/api/start", named, b"{}").status_code == 401


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1:8123"])
def test_a_foreign_origin_is_refused_even_with_the_cookie(inside: Site, origin: str) -> None:
    assert inside.ask("POST", "/api/start", {**JSON, "origin": origin}, b"{}").status_code == 403


def test_a_question_without_an_origin_is_refused(inside: Site) -> None:
    assert inside.ask("POST", "/api/start", {"content-type": "application/json"}, b"{}").status_code == 403


@pytest.mark.parametrize("decision", ["merge", "split"])
def test_a_decision_that_writes_needs_the_pass_the_own_origin_and_json(inside: Site, decision: str) -> None:
    path, body = f"/api/{decision}", b'{"kept": "firm:a", "other": "firm:b"}'
    assert inside.ask("POST", path, {**JSON, "origin": "http://evil.example"}, body).status_code == 403
    assert inside.ask("POST", path, {"content-type": "application/json"}, body).status_code == 403
    assert inside.ask("POST", path, {**JSON, "host": "evil.example"}, body).status_code == 403
    assert inside.ask("POST", path, {**JSON, "content-type": "text/plain"}, body).status_code == 415
    assert inside.ask("GET", path).status_code == 405
    assert inside.ask("POST", path, JSON, body).status_code == 503  # let in, to a store that is gone
    inside.cookies = {}
    assert inside.ask("POST", path, JSON, body).status_code == 401


def test_another_site_may_not_load_parts_of_the_page(inside: Site) -> None:
    foreign = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}
    assert inside.ask("GET", "/page/js/page.js", foreign).status_code == 403


@pytest.mark.parametrize("type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_a_body_that_is_not_json_by_name_is_refused(inside: Site, type: str) -> None:
    assert inside.ask("POST", "/api/start", {**JSON, "content-type": type}, b"{}").status_code == 415


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'"x"',
        b"\xff",
        b"[" * 100_000,
        b'{"x": NaN}',
        b'{"x": -Infinity}',
        b'{"x": 1%s}' % (b"0" * 9_000),
    ],
)
def test_a_body_that_is_no_json_object_is_refused_with_a_line(inside: Site, body: bytes) -> None:
    answer = inside.ask("POST", "/api/start", JSON, body)
    assert answer.status_code == 400
    assert "JSON" in answer.json()["problem"]


def test_a_body_that_is_too_large_is_refused_whether_it_says_so_or_not(inside: Site) -> None:
    large = b'"' + b"x" * MOST_BYTES + b'"'
    assert inside.ask("POST", "/api/start", JSON, large).status_code == 413
    silent = {**JSON, "transfer-encoding": "chunked"}
    assert inside.ask("POST", "/api/start", silent, large).status_code == 413


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_are_refused(inside: Site, method: str) -> None:
    assert inside.ask(method, "/api/start", JSON).status_code == 405


def test_a_question_is_only_posted_and_must_exist(inside: Site) -> None:
    assert inside.ask("GET", "/api/start").status_code == 405
    assert inside.ask("POST", "/api/nothing", JSON, b"{}").status_code == 404


@pytest.mark.parametrize("path", ["/api/start/", "/page", "/api/", "/page/js/page.js/"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_address_is_redirected(inside: Site, method: str, path: str) -> None:
    assert inside.ask(method, path, JSON, b"{}").status_code in (404, 405)


@pytest.mark.parametrize(
    "path", ["/page/page.html", "/page/../html.py", "/page/vendor/README.md", "/page/js/nothing.js"]
)
def test_only_the_files_of_the_page_are_served(inside: Site, path: str) -> None:
    assert inside.ask("GET", path).status_code == 404


def test_every_file_that_the_page_imports_is_served_as_what_it_is(inside: Site) -> None:
    script = inside.ask("GET", "/page/js/live/live.js")
    assert script.headers["content-type"].startswith("text/javascript")
    for imported in re.findall(r'from "(?:\./|\.\./)([\w/]+\.js)"', script.text):
        served = [inside.ask("GET", f"/page/js/{folder}{imported}").status_code for folder in ("live/", "")]
        assert 200 in served


@pytest.mark.parametrize("path", ["/", "/page/page.css", "/nothing"])
def test_every_answer_carries_a_policy_without_anything_inline_and_is_kept_nowhere(inside: Site, path: str) -> None:
    headers = inside.ask("GET", path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"


def test_the_page_has_no_inline_script_or_style(inside: Site) -> None:
    page = inside.ask("GET", "/").text
    assert not re.findall(r"<style|\son\w+=|\sstyle=", page)
    assert re.findall(r"<script[^>]*>(.*?)</script>", page, re.DOTALL) == ["", ""]


def test_a_store_that_is_gone_is_told_in_one_line(inside: Site) -> None:
    answer = inside.ask("POST", "/api/start", JSON, b"{}")
    assert answer.status_code == 503
    assert answer.json() == {"problem": "Neo4j does not answer (read)"}


@pytest.mark.parametrize("question", sorted(set(QUESTIONS) - {"start", "catalog", "search", "vocabulary"}))
def test_a_question_without_its_fields_gets_a_line_and_no_defect(inside: Site, question: str) -> None:
    answer = inside.ask("POST", f"/api/{question}", JSON, b"{}")
    assert answer.status_code in (400, 503)
    assert answer.json()["problem"]


HALVES = {
    "a text": rb'{"text": "\ud800"}',
    "a text as bytes": b'{"text": "\xed\xa0\x80"}',
    "a list": rb'{"known": ["x", "\udfff"]}',
    "a key deep inside": rb'{"parameters": {"a": [{"\ude00": 1}]}}',
    "a name": rb'{"\ud83d": 1}',
}


@pytest.mark.parametrize("body", HALVES.values(), ids=HALVES)
@pytest.mark.parametrize("question", sorted(QUESTIONS))
def test_half_a_character_is_the_senders_mistake_in_every_question(inside: Site, question: str, body: bytes) -> None:
    answer = inside.ask("POST", f"/api/{question}", JSON, body)
    assert answer.status_code == 400
    assert "half a character" in answer.json()["problem"]


def test_a_character_outside_the_basic_plane_is_no_half(inside: Site) -> None:
    assert inside.ask("POST", "/api/search", JSON, rb'{"text": "\ud83d\ude00"}').status_code == 503


BAD_FIELDS = {
    "text": {"name": 5},
    "texts": {"name": ["a", 1]},
    "mapping": {"name": []},
}


@pytest.mark.parametrize("kind", BAD_FIELDS)
def test_a_field_of_the_wrong_type_is_named(kind: str) -> None:
    with pytest.raises(QueryError, match=r"^name: must"):
        getattr(Asked(BAD_FIELDS[kind]), kind)("name")


@pytest.mark.parametrize("value", [0, 11, True, "5", 2.0, None])
def test_a_number_must_be_whole_and_in_its_range(value: object) -> None:
    with pytest.raises(QueryError, match="whole number from 1 to 10"):
        Asked({"n": value}).number("n", 1, 10)


@pytest.mark.parametrize(
    "place", [[1, 2], [1, "2", False], [1, 2, 0], [True, 2, False], [1e300, 0, False], [float("nan"), 0, False], "x"]
)
def test_a_place_is_two_numbers_within_reason_and_a_truth_value(place: object) -> None:
    with pytest.raises(QueryError, match=r"places\.claims"):
        Asked({"places": {"claims": {"a": place}}}).places("places", "claims")


def test_places_are_read_by_projection() -> None:
    asked = Asked({"places": {"claims": {"a": [1.4, -2.6, True]}}})
    assert asked.places("places", "claims") == {"a": Place(1, -3, name_above=True)}
    assert asked.places("places", "supply") == {}
