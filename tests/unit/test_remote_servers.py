"""Servers that are not ours: what is wrong with one is told in one line at the start."""

from __future__ import annotations

import http.server
import re
import shutil
import socket
import subprocess
import threading
from pathlib import Path

import pytest
from bolt import NO_VERSION, Pretended, pretending
from click.testing import CliRunner
from neo4j import ManagedTransaction

from claimgraph.app.cli import main
from claimgraph.graph.errors import DamagedError, StoreError
from claimgraph.graph.store import Store
from claimgraph.graph.store import store as store_module
from claimgraph.graph.store.failures import is_open_to_others

FORBIDDEN = "Neo.ClientError.Security.Forbidden"


def problem_of(address: str, *, to_load: bool = False, database: str | None = "neo4j") -> str:
    """What is told of a server that does not do; nothing may follow on a second line."""
    with pytest.raises(StoreError) as caught, Store.connect(address, "ana", "secret", database) as store:
        if to_load:
            store.prepare()
    told = str(caught.value)
    assert "\n" not in told
    assert "secret" not in told
    return told


@pytest.mark.parametrize("version", ["5.7.0", "5.26.30", "5.27-aura", "2025.07.1"])
@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_server_that_is_new_enough_does(version: str, scheme: str) -> None:
    with pretending(Pretended(version)) as at, Store.connect(f"{scheme}://{at}", "ana", "secret", "neo4j") as store:
        assert store.schema_version() is None


def test_a_server_of_this_machine_that_names_another_one_gets_no_password_sent_there() -> None:
    with pretending(Pretended(routes_to="192.0.2.7:7687")) as at:
        told = problem_of(f"neo4j://{at}")
    assert told.startswith(f"the server at neo4j://{at} names '192.0.2.7' to go on with, and the password would go")


@pytest.mark.parametrize("version", ["3.5.35", "4.4.40", "5.6.0"])
def test_a_server_that_is_too_old_is_told_with_its_version(version: str) -> None:
    with pretending(Pretended(version)) as at:
        told = problem_of(f"bolt://{at}")
    assert told == f"the server at bolt://{at} is Neo4j {version}; claimgraph needs Neo4j 5.7 or newer"


@pytest.mark.parametrize("version", ["9" * 5000, "5." + "9" * 5000, "", "five", "5"])
def test_a_version_that_is_none_is_told(version: str) -> None:
    with pretending(Pretended(version)) as at:
        told = problem_of(f"bolt://{at}")
    assert told.startswith(f"the server at bolt://{at} is Neo4j ")
    assert told.endswith("; claimgraph needs Neo4j 5.7 or newer")
    assert len(told) < 200


@pytest.mark.parametrize("schema", ["6", [6], True])
def test_a_schema_that_is_no_number_is_told(schema: object) -> None:
    with pretending(Pretended(rows={"meta.schema AS schema": [schema]})) as at:
        assert "which is no number" in problem_of(f"bolt://{at}")


@pytest.mark.parametrize("end", [("x",), (), (7,), ([],)], ids=["a text", "nothing", "a number", "a list"])
@pytest.mark.parametrize("work", ["read", "write", "taken_back"])
def test_an_end_that_no_neo4j_says_is_told_and_not_waited_for(end: tuple[object, ...], work: str) -> None:
    def ask(transaction: ManagedTransaction) -> object:
        return transaction.run("RETURN 1").single()

    with (
        pretending(Pretended(rows={"RETURN 1": [1]}, ends_with=end)) as at,
        Store.connect(f"bolt://{at}", "ana", "secret", "neo4j") as store,
        pytest.raises(DamagedError, match=f"Neo4j at bolt://{at} is not the right server: what it answers cannot be"),
    ):
        way = store._transactions
        if work == "taken_back":
            with way.taken_back() as transaction:
                ask(transaction)
        else:
            getattr(way, {"read": "read_once"}.get(work, work))(ask)


def test_a_server_whose_language_is_too_old_or_too_new_is_told() -> None:
    with pretending(Pretended(handshake=NO_VERSION)) as at:
        assert problem_of(f"bolt://{at}").endswith("is older than claimgraph needs (Neo4j 5.7), or is no Neo4j")


@pytest.mark.parametrize(
    ("part", "code", "words", "told"),
    [
        ("LOGON", "Neo.ClientError.Security.Unauthorized", "authentication failure", "refuses the user name 'ana'"),
        ("LOGON", "Neo.ClientError.Security.AuthenticationRateLimit", "too many times", ": too many times"),
        ("MATCH (meta:Meta", "Neo.ClientError.Security.CredentialsExpired", "must be changed", ": must be changed"),
        ("MATCH (meta:Meta", "Neo.ClientError.Database.DatabaseNotFound", "none", "has no database 'news'"),
        ("MATCH (meta:Meta", "Neo.TransientError.Database.DatabaseUnavailable", "is paused", ": is paused"),
        ("MATCH (meta:Meta", FORBIDDEN, "Traverse is not allowed", "does not permit this to the user: Traverse"),
    ],
)
def test_what_a_server_refuses_at_once_is_told(
    monkeypatch: pytest.MonkeyPatch, part: str, code: str, words: str, told: str
) -> None:
    monkeypatch.setattr(store_module, "_RETRIES", 1.0)
    with pretending(Pretended(refusals={part: (code, words)})) as at:
        problem = problem_of(f"bolt://{at}", database="news")
    assert problem.startswith(f"Neo4j at bolt://{at}")
    assert told in problem


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (FORBIDDEN, "does not permit this to the user: Schema operation not allowed"),
        ("Neo.ClientError.General.ForbiddenOnReadOnlyDatabase", "takes no changes: it is read-only"),
        ("Neo.ClientError.Cluster.NotALeader", "takes no changes: it is read-only, or a follower that neo4j:// avoids"),
    ],
)
def test_who_may_only_read_is_told_before_anything_is_loaded(code: str, told: str) -> None:
    with pretending(Pretended(refusals={"CREATE CONSTRAINT": (code, "Schema operation not allowed")})) as at:
        assert told in problem_of(f"bolt://{at}", to_load=True)


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_where_nobody_listens_is_told(scheme: str) -> None:
    assert problem_of(f"{scheme}://127.0.0.1:1") == (
        f"Neo4j at {scheme}://127.0.0.1:1 does not answer; does it run there? (Connection refused)"
    )


@pytest.mark.parametrize("scheme", ["bolt+s", "neo4j+s"])
def test_a_host_that_does_not_exist_is_told(scheme: str) -> None:
    assert "does not answer; does it run there? (" in problem_of(f"{scheme}://nowhere.invalid")


def test_a_web_server_or_one_that_says_nothing_is_told_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "_CONNECTION_TIMEOUT", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert "timed out" in problem_of(f"bolt://127.0.0.1:{silent.getsockname()[1]}")
        assert "timed out" in problem_of(f"bolt+s://127.0.0.1:{silent.getsockname()[1]}")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler) as web:
        thread = threading.Thread(target=web.serve_forever, args=(0.01,))
        thread.start()
        assert "does not answer" in problem_of(f"bolt://127.0.0.1:{web.server_address[1]}")
        web.shutdown()
        thread.join()


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate of the loopback address that nobody has signed, with its key, in one file."""
    if not shutil.which("openssl"):
        pytest.skip("needs openssl to make a certificate")
    key, signed, both = tmp_path / "key.pem", tmp_path / "signed.pem", tmp_path / "both.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", key, "-out", signed,
         "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"],
        check=True,
        capture_output=True,
    )  # fmt: skip
    both.write_text(key.read_text("utf-8") + signed.read_text("utf-8"), "utf-8")
    return both


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_an_encrypted_server_must_be_trusted(certificate: Path, scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pretending(Pretended(tls=certificate)) as at:
        told = problem_of(f"{scheme}+s://{at}")
        assert "this machine does not trust (self-signed certificate): let SSL_CERT_FILE name the authority" in told
        with Store.connect(f"{scheme}+ssc://{at}", "ana", "secret", "neo4j") as store:
            assert store.schema_version() is None
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        with Store.connect(f"{scheme}+s://{at}", "ana", "secret", "neo4j") as store:
            assert store.schema_version() is None


@pytest.mark.parametrize(
    "command", [("stats",), ("query", "run", "contested"), ("load", __file__), ("db", "check"), ("db", "upgrade")]
)
def test_every_command_tells_it_in_one_line_and_fails(command: tuple[str, ...]) -> None:
    with pretending(Pretended("4.4.40")) as at:
        result = CliRunner().invoke(main, [*command, "--neo4j", f"bolt://{at}"])
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert line == f"Error: the server at bolt://{at} is Neo4j 4.4.40; claimgraph needs Neo4j 5.7 or newer"


@pytest.mark.parametrize(
    "address",
    [
        "bolt://h/path?x=1",
        "bolt://h#part",
        "bolt://a b",
        "bolt://%00",
        "bolt://h\n.example",
        "bolt://h..x",
        "bolt://.",
        f"bolt://{'a' * 5_000}",
    ],
)
def test_what_can_be_no_address_is_told_in_one_short_line(address: str) -> None:
    told = problem_of(address)
    assert "is no address of a Neo4j; it would be like bolt://HOST:7687" in told
    assert len(told) < 250


def test_a_name_that_begins_like_a_loopback_address_is_not_this_machine() -> None:
    assert is_open_to_others("bolt://127.0.0.1.example.org:7687")
    assert is_open_to_others("bolt://127.example.org")
    assert not any(map(is_open_to_others, ["bolt://127.0.0.1:7687", "bolt://[::1]:7687", "bolt://localhost"]))


@pytest.mark.parametrize("address", ["bolt://ana:secret@h", "bolt://secret@[::1]:7687", "http://ana:secret@h:99999"])
def test_a_password_in_an_address_is_refused_and_not_repeated(address: str) -> None:
    told = problem_of(address)
    assert "give them in NEO4J_USERNAME and NEO4J_PASSWORD" in told


@pytest.mark.parametrize(
    "address",
    [
        "bolt://h?token=secret",
        "bolt://h#secret",
        "bolt://h/?a=1&b=secret",
        "h?secret",
        "neo4j://h?secret",
        "neo4j://h?token=secret&token=secret",
        "neo4j://localhost:1?token=secret",
    ],
)
def test_what_follows_a_question_mark_in_an_address_is_not_repeated(
    address: str, caplog: pytest.LogCaptureFixture
) -> None:
    told = problem_of(address)
    assert re.split("(?<=[?#])", address)[0] + "…" in told
    assert "secret" not in caplog.text


@pytest.mark.parametrize(
    "address", ["bolt://[::1", "bolt://", "bolt://h:99999", "bolt://h:x", "bolt://:7687", "h:7687"]
)
def test_what_is_no_address_is_told(address: str) -> None:
    assert (
        problem_of(address)
        == f"{address!r} is no address of a Neo4j; it would be like bolt://HOST:7687 or neo4j+s://HOST"
    )


def test_a_filled_store_is_not_told_the_secret_of_another_address() -> None:
    asked = ["load", "--bulk", "--neo4j", "bolt://h?token=secret", "-"]
    result = CliRunner().invoke(main, asked, input="Norland sold lathes to Veridia.")
    assert "--bulk fills a local store, not bolt://h?…: load without it" in result.output
    assert "secret" not in result.output


def test_that_any_certificate_will_do_is_told_as_no_protection(
    certificate: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with pretending(Pretended(tls=certificate)) as at:
        told = problem_of(f"bolt+s://{at}")
        assert "neo4j+ssc:// trust any certificate, and so protect against nobody who stands between you" in told
        with Store.connect(f"bolt+ssc://{at}", "ana", "secret", "neo4j"):
            pass
    assert "who stands in between can read the password" in caplog.text


@pytest.mark.parametrize("message", ["b170d0ff", "b170a181", "b170cb", "b17f90", "b07f", "b17090", "90", "b1a0a0"])
def test_a_server_that_sends_crafted_messages_is_told(message: str) -> None:
    with pretending(Pretended(hello=bytes.fromhex(message))) as at:
        assert problem_of(f"bolt://{at}").startswith((f"Neo4j at bolt://{at}", f"the server at bolt://{at} is "))
