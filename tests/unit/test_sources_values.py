"""The pure parts of reading sources: dates, addresses, fields, failures."""

from __future__ import annotations

import contextlib
import doctest
import importlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.graph.errors import LoadError
from claimgraph.loaders.sources import SourceFailure
from claimgraph.loaders.sources.addresses import canonical_address, host, is_address, public_address, short_name
from claimgraph.loaders.sources.dates import read_date
from claimgraph.loaders.sources.fields import gather


@pytest.mark.parametrize("module", ["addresses", "dates", "fields", "outcome", "plain", "read"])
def test_the_examples_in_the_docstrings_hold(module: str) -> None:
    results = doctest.testmod(importlib.import_module(f"claimgraph.loaders.sources.{module}"))
    assert results.attempted > 0
    assert results.failed == 0


@pytest.mark.parametrize(
    "written",
    [
        "2024-04-12",
        "2024-4-12",
        "2024/04/12",
        "20240412",
        "2024-04-12T23:30:00-05:00",
        "2024-04-12 09:30",
        "April 12, 2024",
        "Apr. 12, 2024, 10:15 a.m.",
        "Friday, April 12th, 2024 at 10:15",
        "12 April 2024",
        "12-Apr-2024",
        "Fri, 12 Apr 2024 09:30:00 GMT",
        "12.04.2024",
        "12.4.2024",
        " 2024-04-12 ",
    ],
)
def test_common_ways_to_write_a_date_are_read(written: str) -> None:
    assert read_date(written) == date(2024, 4, 12)


@pytest.mark.parametrize(
    ("written", "day"),
    [("31/12/2023", date(2023, 12, 31)), ("12/31/2023", date(2023, 12, 31)), ("5-5-2024", date(2024, 5, 5))],
)
def test_day_and_month_are_told_apart_where_only_one_reading_exists(written: str, day: date) -> None:
    assert read_date(written) == day


def test_a_date_with_two_readings_is_refused_and_both_are_named() -> None:
    with pytest.raises(LoadError, match=r"two ways; write 2024-04-03 or 2024-03-04"):
        read_date("03/04/2024")


@pytest.mark.parametrize(
    "written", ["yesterday", "2024", "April 2024", "2024-02-30", "12/4/24", "31.31.2024", "Foo 12, 2024", ""]
)
def test_what_is_no_full_date_is_refused_with_the_form_that_would_be_right(written: str) -> None:
    with pytest.raises(LoadError, match="write it as 2024-04-12"):
        read_date(written)


@given(st.dates())
def test_every_iso_date_comes_back(day: date) -> None:
    assert read_date(day.isoformat()) == day


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_refused(written: str) -> None:
    with contextlib.suppress(LoadError):
        read_date(written)


@pytest.mark.parametrize(
    "written",
    [
        "https://example.org/a?id=1",
        "HTTPS://EXAMPLE.org/a?id=1#comments",
        "https://example.org:443/a?utm_source=x&id=1&fbclid=y",
        "https://reader:secret@example.org/a?id=1",
    ],
)
def test_spellings_of_one_address_are_one_article(written: str) -> None:
    assert canonical_address(written) == "https://example.org/a?id=1"


def test_the_order_of_a_query_makes_no_difference() -> None:
    assert canonical_address("http://example.org?b=2&a=1") == canonical_address("http://example.org/?a=1&b=2")


def test_a_password_never_reaches_the_address_that_is_kept() -> None:
    assert public_address("https://reader:secret@example.org/a#x") == "https://example.org/a"


@pytest.mark.parametrize(
    "written",
    [
        "n/a",
        "example.org/a",
        "ftp://example.org/a",
        "javascript:alert(1)",
        "https://",
        "http://[x/",
        "http://a:99999/",
        "https://a b/",
    ],
)
def test_what_is_no_web_address_is_refused(written: str) -> None:
    with pytest.raises(LoadError, match=r"it should look like https://example\.org/article"):
        canonical_address(written)


@given(st.text(max_size=40).map(lambda tail: f"http://example.org/{tail}"))
def test_a_canonical_address_is_its_own_canonical_address(address: str) -> None:
    try:
        once = canonical_address(address)
    except LoadError:
        return
    assert canonical_address(once) == once


def test_addresses_are_told_from_paths() -> None:
    assert all(map(is_address, ["http://a.b/c", "HTTPS://a.b", "ftp://a", "file:///a"]))
    assert not any(map(is_address, ["a.txt", "./http", "C:\\news\\a.txt", "C:/news", "dir/a:b.txt", "news: today.txt"]))


def test_hosts_and_short_names() -> None:
    assert host("https://www.example.org/a") == "example.org"
    assert host("http://[x/") == ""
    assert short_name("https://www.example.org/") == "example.org"
    assert short_name("https://example.org/a/%C3%A9t%C3%A9.html") == "été"


def test_names_of_fields_ignore_case_and_the_preferred_name_wins() -> None:
    cells = [("CONTENT", "c"), (" Body ", "b"), ("Publication-Date", "2024-04-12"), ("Lang", "en"), ("unknown", "x")]
    assert gather(cells) == {"text": "b", "published": "2024-04-12", "language": "en"}


def test_a_failure_prints_as_one_safe_line() -> None:
    failure = SourceFailure("a\nb\x1b[31m.txt", "is empty;\r\nwrite something\ud800")
    assert str(failure) == "a b [31m.txt: is empty; write something"
    str(failure).encode()
