"""Addresses: fetched within limits of size, time and redirects; whatever goes wrong is one line. All on 127.0.0.1."""

from __future__ import annotations

import email.message
import ipaddress
import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from anyio.abc import SocketAttribute, SocketStream
from hostile_site import POSING_IDS, READ, SENTENCE, WAITING, Site

from claimgraph.graph.model import Document
from claimgraph.graph.printable import message
from claimgraph.loaders.sources import Limits, SourceFailure, read_sources, route
from claimgraph.loaders.sources.reach import Reach, reach_of

DEFAULTS = Limits()
THIS_MACHINE = ("127.0.0.1", "::1", "0.0.0.0", "::", "::ffff:127.0.0.1", "::127.0.0.1", "169.254.1.1", "fe80::1%eth0")  # noqa: S104


def articles(address: str) -> list[Document]:
    results = list(read_sources([address], notice=pytest.fail))
    assert all(isinstance(result, Document) for result in results), results
    return [result for result in results if isinstance(result, Document)]


def problem(address: str, limits: Limits = DEFAULTS) -> str:
    (result,) = read_sources([address], limits, notice=pytest.fail)
    assert isinstance(result, SourceFailure), result
    assert result.where == address
    assert len(str(result).splitlines()) == 1
    return result.problem


def leads_inside(first: str, peer: str) -> bool:
    return reach_of(peer) < reach_of(first)


def test_a_page_is_fetched_and_known_by_its_address(site: str) -> None:
    (document,) = articles(f"{site}/page?utm_source=x#top")
    assert document.text == f"{SENTENCE}\n"
    article = document.article
    assert article.id == f"{site}/page"
    assert article.url == f"{site}/page?utm_source=x"
    assert (article.name, article.title, article.outlet) == ("page", "Lathes", "127.0.0.1")


def test_a_fetched_table_speaks_only_for_its_own_host(site: str) -> None:
    remarks: list[str] = []
    one, two = (
        each for each in read_sources([f"{site}/feed.jsonl"], notice=remarks.append) if isinstance(each, Document)
    )
    assert (one.article.id, one.article.url) == (f"{site}/feed.jsonl# 1", f"{site}/feed.jsonl")
    assert (one.article.outlet, two.article.outlet) == ("The Wire", "127.0.0.1")
    assert remarks == [
        f"{site}/feed.jsonl, row 1: it gives itself an address of wire.example, but came from 127.0.0.1; "
        "read without an address"
    ]


def test_a_fetched_row_passes_for_no_other_page_by_its_id(site: str) -> None:
    remarks: list[str] = []
    read = [each for each in read_sources([f"{site}/ids.jsonl"], notice=remarks.append) if isinstance(each, Document)]
    numbers = range(1, len(POSING_IDS) + 1)
    *posing, honest = (document.article for document in read)
    assert [article.id for article in posing] == [f"{site}/ids.jsonl# {number}" for number in numbers]
    assert [article.name for article in posing] == [f"ids#{number}" for number in numbers]
    assert (honest.id, honest.name) == (f"{site}/ids.jsonl#2024/05/lathes", "2024/05/lathes")
    assert {article.outlet for article in (*posing, honest)} == {"127.0.0.1"}
    assert remarks[0] == (
        f"{site}/ids.jsonl, row 1: its id 'https://wire.example/a' looks like an address, but it came from 127.0.0.1; "
        "read without an id"
    )


def test_we_say_who_we_are(site: str) -> None:
    articles(f"{site}/page")
    assert Site.agents[0].startswith("claimgraph")


def test_one_address_in_two_spellings_is_fetched_once(site: str) -> None:
    results = list(read_sources([f"{site}/page", f"{site}/page#top", f"{site}/page?utm_source=x"]))
    assert (len(results), len(Site.agents)) == (1, 1)


def test_an_article_is_known_by_the_address_after_redirects(site: str) -> None:
    assert articles(f"{site}/hop")[0].article.id == f"{site}/page"


def test_the_charset_of_the_answer_decides(site: str) -> None:
    assert "Норланд" in articles(f"{site}/koi8.html")[0].text


def test_plain_text_is_read_as_it_is(site: str) -> None:
    (document,) = articles(f"{site}/plain")
    assert (document.text, document.article.id) == (SENTENCE, f"{site}/plain")


def test_tables_are_known_by_their_suffix_where_the_type_does_not_tell(site: str) -> None:
    documents = articles(f"{site}/rows.jsonl")
    assert [document.text for document in documents] == ["One.", "Two."]
    assert [document.article.id for document in documents] == [f"{site}/rows.jsonl# 1", f"{site}/rows.jsonl# 2"]
    assert [document.text for document in articles(f"{site}/rows.csv.gz")] == ["One."]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("404", "answered 404 Not Found: there is no such page"),
        ("403", "answered 403 Forbidden: it does not let programs read this page; save it in a browser"),
        ("500", "answered 500 Internal Server Error; try again later"),
        ("loop", "redirects more than 5 times"),
        ("elsewhere", "leads to something that is no web address"),
        ("redirect-to-a-far-port", "leads to something that is no web address"),
        ("redirect-to-a-broken-name", "leads to something that is no web address"),
        ("photo", "is of type 'image/png'"),
        ("broken", "the connection broke"),
        ("bomb-in-a-bomb", "is sent as 'gzip, gzip', which claimgraph does not unpack; save the page"),
        ("no-gzip", "sent broken gzip data"),
        ("more-gzip", "sent more after the end of its gzip data"),
        ("half-gzip", "its gzip data ends too early"),
    ],
)
def test_what_a_site_may_answer_instead_of_an_article_is_one_line(site: str, path: str, said: str) -> None:
    assert problem(f"{site}/{path}").startswith(said)


@pytest.mark.parametrize("path", WAITING)
def test_a_site_that_keeps_us_waiting_is_left(site: str, path: str) -> None:
    assert problem(f"{site}{path}", Limits(seconds=0.3)).startswith("did not answer in full within 0.3 s")


class Redirecting(HTTPServer):
    """A server that notes what it is asked for, and sends whoever asks to another address."""

    def __init__(self, location: str = "http://127.0.0.1:9/", at: str = "127.0.0.1") -> None:
        asked: list[str] = []

        class Answering(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked.append(self.path)
                self.send_response(302)
                self.send_header("Location", location)
                self.end_headers()

            def log_message(self, *_: object) -> None: ...

        super().__init__((at, 0), Answering)
        self.asked = asked
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def server_close(self) -> None:
        self.shutdown()
        super().server_close()


@pytest.mark.parametrize("host", ["127.0.0.2", "2130706434", "127.2"])
def test_nothing_is_sent_to_this_network_when_the_internet_redirects_there(
    monkeypatch: pytest.MonkeyPatch, site: str, host: str
) -> None:
    del site  # only that no proxy stands in between
    monkeypatch.setattr(route, "reach_of", lambda peer, _: Reach.INTERNET if peer == "127.0.0.1" else Reach.NETWORK)
    with Redirecting(at="") as inner, Redirecting(f"http://{host}:{inner.server_port}/delete-all") as outer:
        told = problem(f"http://127.0.0.1:{outer.server_port}/page")
        assert (outer.asked, inner.asked) == (["/page"], [])
    assert "a machine of your own network" in told


@pytest.mark.parametrize("uncovered", ["127.0.0.1", "*.intranet.example,127.0.0.1"])
def test_a_redirect_inward_is_not_followed_past_the_proxy(
    monkeypatch: pytest.MonkeyPatch, site: str, uncovered: str
) -> None:
    del site
    with Redirecting() as inner, Redirecting(f"http://127.0.0.1:{inner.server_port}/delete-all") as proxy:
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{proxy.server_port}")
        monkeypatch.setenv("no_proxy", uncovered)
        told = problem("http://wire.example/a")
        assert (proxy.asked, inner.asked) == (["http://wire.example/a"], [])
    assert "redirects to 127.0.0.1, a machine of your own network" in told


def test_behind_a_proxy_no_name_of_a_site_is_looked_up_here(monkeypatch: pytest.MonkeyPatch, site: str) -> None:
    del site
    looked_up: list[object] = []
    look_up = socket.getaddrinfo

    def noting(host: Any, *more: Any, **named: Any) -> Any:
        looked_up.append(host)
        return look_up(host, *more, **named)

    monkeypatch.setattr(socket, "getaddrinfo", noting)
    with Redirecting("http://once-only.example/b") as proxy:
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{proxy.server_port}")
        assert problem("http://wire.example/a").startswith("redirects more than 5 times")
    assert proxy.asked[:2] == ["http://wire.example/a", "http://once-only.example/b"]
    assert {str(host) for host in looked_up if "example" in str(host)} == set()


@pytest.mark.parametrize(
    "inside",
    [
        *THIS_MACHINE, "10.1.2.3", "fd00::1", "100.64.0.1", "224.0.0.1", "2002:7f00:1::", "64:ff9b::169.254.169.254",
        "64:ff9b:1::a00:1", "fec0::1", "2606:2800:21f::5efe:7f00:1", "2606:2800:21f::200:5efe:a00:1", "::ffff:0:7f00:1",
    ],
)  # fmt: skip
def test_a_redirect_from_the_internet_to_this_network_is_refused(inside: str) -> None:
    assert leads_inside("93.184.215.14", inside)
    assert leads_inside("2606:2800:21f::1", inside)
    assert leads_inside("2606:2800:21f::5efe:93.184.215.14", inside)
    assert not leads_inside(inside, inside)
    assert not leads_inside("127.0.0.1", inside)


@pytest.mark.parametrize("inside", THIS_MACHINE)
def test_a_redirect_from_this_network_to_this_machine_is_refused(inside: str) -> None:
    assert leads_inside("192.168.1.7", inside)
    assert leads_inside("fd00::7", inside)
    assert not leads_inside("192.168.1.7", "10.1.2.3")
    assert not leads_inside("192.168.1.7", "93.184.215.14")


def test_addresses_of_the_internet_may_be_those_of_this_machine_and_its_neighbours() -> None:
    own = [ipaddress.ip_interface("2606:2800:21f::5/64"), ipaddress.ip_interface("192.168.1.5/24")]
    reach = {address: reach_of(address, own) for address in ("2606:2800:21f::5", "2606:2800:21f::6", "192.168.1.5")}
    assert list(reach.values()) == [Reach.MACHINE, Reach.NETWORK, Reach.MACHINE]
    assert reach_of("2606:2800:220::6", own) is Reach.INTERNET


def test_this_machine_tells_its_own_addresses() -> None:
    assert "127.0.0.1" in {str(one.ip) for one in route.own_interfaces()}


def test_a_connection_that_is_ended_as_soon_as_it_is_made_is_one_line(
    monkeypatch: pytest.MonkeyPatch, site: str
) -> None:
    told_by = SocketStream.extra

    def gone(self: SocketStream, attribute: object, default: object = None) -> object:
        return default if attribute is SocketAttribute.remote_address else told_by(self, attribute, default)

    monkeypatch.setattr(SocketStream, "extra", gone)
    assert problem(f"{site}/page").startswith("the connection broke (it was ended as soon as it was made)")


def test_a_name_that_nobody_answers_for_costs_no_more_than_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    answered = threading.Event()
    looked_up: list[object] = []

    def waits(*asked: object, **_: object) -> None:
        answered.wait(60)
        looked_up.append(asked)
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", waits)
    assert problem("http://slow.example/", Limits(seconds=0.3)).startswith("did not answer in full within 0.3 s")
    assert looked_up == []
    answered.set()


def test_a_download_stops_at_its_limit_even_if_it_was_compressed(site: str) -> None:
    assert (
        problem(f"{site}/bomb", Limits(download_bytes=1_000_000)) == "is larger than 1 MB, the limit for one download"
    )


def test_a_table_that_was_fetched_gzipped_counts_as_it_unpacks(site: str) -> None:
    limits = Limits(download_bytes=1_000_000)
    told = "unpacks to more than 1 MB, the limit for one download; download it and name the file"
    assert problem(f"{site}/many-rows.jsonl.gz", limits) == told


def test_of_a_fetched_table_so_many_rows_are_read_and_what_is_named_after_it(site: str) -> None:
    first, refused, after, _ = read_sources([f"{site}/rows.jsonl", f"{site}/feed.jsonl"], Limits(download_rows=1))
    assert isinstance(first, Document) and isinstance(after, Document)
    assert (first.article.id, after.article.id) == (f"{site}/rows.jsonl# 1", f"{site}/feed.jsonl# 1")
    assert str(refused) == (
        f"{site}/rows.jsonl: holds more than 1 rows, of which the first were read; save it as a file, load that"
    )
    assert len(articles(f"{site}/rows.jsonl")) == 2


@pytest.mark.parametrize("path", READ)
def test_an_odd_header_costs_no_article(site: str, path: str) -> None:
    (document,) = articles(f"{site}{path}")
    assert document.text.strip() == SENTENCE


def test_headers_are_read_in_time_by_their_length(monkeypatch: pytest.MonkeyPatch, site: str) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("Python's parser of headers takes the square of their length")

    monkeypatch.setattr(email.message, "_parseparam", refuse)
    assert articles(f"{site}/long-type")
    assert "Норланд" in articles(f"{site}/koi8.html")[0].text


def test_nothing_listening_is_one_line(site: str) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        assert problem(f"http://127.0.0.1:{unused.getsockname()[1]}/").startswith("no connection (")


def test_a_server_without_tls_behind_an_https_address_is_one_line(site: str) -> None:
    assert "TLS" in problem(site.replace("http:", "https:"))


def test_a_host_that_does_not_exist_is_one_line(monkeypatch: pytest.MonkeyPatch, site: str) -> None:
    def nobody(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    assert problem("http://nowhere.example/").startswith("there is no such host, or no network")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALL_PROXY", "socks5://jane:secret@127.0.0.1:9"),
        ("HTTP_PROXY", "ftp://jane:secret@127.0.0.1"),
        ("HTTP_PROXY", "http://[::1"),
        ("NO_PROXY", "[::1"),
        ("SSL_CERT_FILE", "/no/such/file"),
        ("SSLKEYLOGFILE", "/no/such/folder/keys"),
    ],
)
def test_an_environment_that_cannot_be_used_is_one_line_that_names_it(
    monkeypatch: pytest.MonkeyPatch, site: str, name: str, value: str
) -> None:
    for other in (name, name.lower(), "NO_PROXY", "no_proxy"):
        monkeypatch.delenv(other, raising=False)
    monkeypatch.setenv(name, value)
    told = problem(f"{site}/page")
    assert told.startswith("is not fetched, since the environment cannot be used (")
    assert name in told
    assert "secret" not in message(told)


@pytest.mark.parametrize("address", ["ftp://example.org/a", "file:///etc/hostname"])
def test_other_schemes_are_refused_with_advice(address: str) -> None:
    assert "only http and https; download it and name the file" in problem(address)


def test_a_host_that_cannot_be_encoded_is_one_line() -> None:
    assert problem("http://xn--a/").startswith("leads to something that is no web address")


def test_an_incomplete_address_is_refused() -> None:
    assert "it should look like https://example.org/article" in problem("https://")
