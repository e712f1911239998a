"""The command line as a stranger meets it: help that teaches, mistakes told in one line with exit status 2."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from page_data import contexts_in

from claimgraph.app.cli import main
from claimgraph.app.options import as_mapping
from claimgraph.app.output import show_articles
from claimgraph.app.settings import Settings
from claimgraph.app.words import next_command
from claimgraph.graph.errors import QueryError, ServerError
from claimgraph.graph.model import Article

COMMANDS = ["load", "query", "export", "why", "extract", "stats", "articles", "forget", "db"]
HEAVY = {"spacy", "neo4j", "networkx", "pyvis", "rich", "trafilatura", "httpx", "numpy", "platformdirs"}


def _run(*arguments: str, input: str | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=input)


def _one_line(result: Result) -> str:
    assert result.exit_code == 2, result.output
    assert "Traceback" not in result.output
    (line,) = [line for line in result.stderr.splitlines() if line.startswith("Error:")]
    return line


def test_help_lists_every_command_in_the_order_of_the_work() -> None:
    output = _run("--help").output
    positions = [output.index(f"\n  {command} ") for command in COMMANDS]
    assert positions == sorted(positions)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    result = _run(command, "--help")
    assert result.exit_code == 0
    assert len(result.output.splitlines()) > 4


def test_help_imports_nothing_heavy() -> None:
    code = "import sys, claimgraph.app.cli; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert set(loaded.split()) & HEAVY == set()


def test_extract_explains_what_it_kept_and_what_it_dropped(tmp_path: Path) -> None:
    article = tmp_path / "wire.txt"
    article.write_text("Norway supplied gas to Germany.\nNorway handed Kenya a victory.\nSnow fell.", encoding="utf-8")
    shown = _run("extract", "--explain", str(article)).stdout
    assert "Sentence 1 [0–31]" in shown
    assert "Norway → Germany: gas; the article itself asserts" in shown
    assert "Sentence 3" not in shown
    third = _run("extract", "--explain", "--sentence", "3", str(article)).stdout
    assert "Snow fell." in third
    assert "Sentence 1" not in third
    found = json.loads(_run("extract", "--explain", "--grep", "VICTORY", "--json", str(article)).stdout)
    assert [sentence["number"] for sentence in found["sentences"]] == [2]


def test_extract_says_that_no_sentence_was_meant(tmp_path: Path) -> None:
    article = tmp_path / "wire.txt"
    article.write_text("Norway supplied gas to Germany.", encoding="utf-8")
    for options, answer in ((("--sentence", "9"), "is number 9"), (("--grep", "oil"), "holds 'oil'")):
        result = _run("extract", "--explain", *options, str(article))
        assert (result.exit_code, result.stdout, result.stderr) == (0, "", f"No sentence {answer}.\n")


def test_an_explanation_says_that_the_lexicon_proposed_what_the_network_found_too() -> None:
    shown = _run("extract", "--explain", "-", input="Norway supplied gas to Germany.").stdout
    assert "found by the network, proposed by the lexicon" in " ".join(shown.split())
    result = _run(
        "extract", "--explain", "--extractor", "pipeline-lexicon", "-", input="Norway supplied gas to Germany."
    )
    assert "found by the network" in " ".join(result.stdout.split())
    assert "proposed" not in " ".join(result.stdout.split())


def test_extract_says_that_relevance_left_the_sentences_out() -> None:
    result = _run("extract", "--explain", "-", input="Snow fell. Children went sledging.")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "The stage relevance left all 2 out" in result.stderr
    assert "--extractor pipeline-relevance" in result.stderr
    thorough = _run("extract", "--explain", "--extractor", "pipeline-relevance", "-", input="Snow fell.")
    assert thorough.stderr == "No sentence tells of a supply.\n"
    asked = _run("extract", "--explain", "--sentence", "1", "-", input="Snow fell.").stdout
    assert "the stage relevance left it out" in asked


@pytest.mark.parametrize("option", [("--sentence", "1"), ("--grep", "gas")])
def test_what_narrows_an_explanation_needs_one(option: tuple[str, ...]) -> None:
    assert f"{option[0]} goes with --explain" in _one_line(_run("extract", *option, "wire.txt"))


def test_extract_prints_one_json_object_a_line(tmp_path: Path) -> None:
    article = tmp_path / "wire.txt"
    article.write_text("Norway supplied gas to Germany, the ministry said.\n", encoding="utf-8")
    result = _run("extract", str(article))
    (record,) = [json.loads(line) for line in result.stdout.splitlines()]
    assert record["article"] == "wire"
    assert [(c["supplier"], c["recipient"], c["good"]) for c in record["claims"]] == [("Norway", "Germany", "gas")]
    assert [statement["rule"] for statement in record["claims"][0]["statements"]] == ["network"]


def test_a_bad_file_is_told_in_one_line_and_the_others_still_come(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Norway supplied gas to Germany.", encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    result = _run("extract", str(tmp_path / "empty.txt"), str(tmp_path / "good.txt"))
    assert "empty.txt" in _one_line(result)
    assert json.loads(result.stdout)["article"] == "good"


def test_extract_reads_standard_input() -> None:
    result = _run("extract", "-", input="Norway supplied gas to Germany.")
    assert json.loads(result.stdout)["claims"][0]["supplier"] == "Norway"


def test_an_export_without_a_database_is_drawn_from_files(tmp_path: Path) -> None:
    article = tmp_path / "wire.txt"
    article.write_text("Norway supplied gas to Germany.", encoding="utf-8")
    target = tmp_path / "graph.json"
    result = _run("export", str(article), "-o", str(target))
    assert result.exit_code == 0, result.output
    assert "Norway" in target.read_text(encoding="utf-8")


def test_a_page_of_files_shows_each_quote_in_its_context(tmp_path: Path) -> None:
    article = tmp_path / "wire.txt"
    article.write_text("It was cold. Norway supplied gas to Germany. Nobody was surprised.", encoding="utf-8")
    target = tmp_path / "graph.html"
    result = _run("export", str(article), "-o", str(target))
    assert result.exit_code == 0, result.output
    assert list(contexts_in(target).values()) == [["It was cold. ", " Nobody was surprised."]]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["export", "x.txt", "-o", "graph.docx"], "use one of .html"),
        (["export", "x.txt", "-o", "/no/such/folder/graph.html"], "there is no folder"),
        (["export", "x.txt", "--query", "contested", "-o", "g.html"], "exclude each other"),
        (["export", "x.txt", "-p", "a=b", "-o", "g.html"], "name one of them"),
        (["load", "x.txt", "--html", "graph.json"], "--html graph.json: the ending says the format; use .html"),
        (["query", "run"], "give the NAME of a saved query"),
        (["query", "show", "supliers-of"], "suppliers-of"),
        (["extract", "no-such-file.txt"], "no-such-file.txt"),
    ],
)
def test_a_mistake_gets_one_line_that_says_what_would_be_right(arguments: list[str], told: str) -> None:
    assert told in _one_line(_run(*arguments))


def test_a_mistake_told_steers_no_terminal() -> None:
    assert "-o a�[31mb.docx: the ending" in _one_line(_run("export", "x.txt", "-o", "a\x1b[31mb.docx"))


@pytest.mark.parametrize("parameters", [("state",), ("=Russia",), ("a=1", "a=2")])
def test_a_parameter_that_is_no_name_and_value_is_refused(parameters: tuple[str, ...]) -> None:
    with pytest.raises(QueryError):
        as_mapping(parameters)


def test_a_value_may_hold_an_equals_sign() -> None:
    assert as_mapping(("a=b=c",)) == {"a": "b=c"}


def test_settings_come_from_the_environment_and_the_command_line_goes_first(tmp_path: Path) -> None:
    environment = {"NEO4J_URI": "bolt://one:7687", "CLAIMGRAPH_HOME": str(tmp_path)}
    assert Settings.from_environment(environment).neo4j_uri == "bolt://one:7687"
    assert Settings.from_environment(environment, neo4j_uri="bolt://two:7687").neo4j_uri == "bolt://two:7687"
    assert Settings.from_environment(environment).queries == tmp_path / "queries"


def test_a_store_of_the_command_line_goes_before_a_server_of_the_environment(tmp_path: Path) -> None:
    environment = {"NEO4J_URI": "bolt://one:7687", "NEO4J_DATABASE": "x", "CLAIMGRAPH_HOME": str(tmp_path)}
    settings = Settings.from_environment(environment, store="work")
    assert (settings.neo4j_uri, settings.database) == (None, "neo4j")
    assert settings.store_home == tmp_path / "stores" / "work"
    assert Settings.of_local_store(environment=environment).store_home == tmp_path / "stores" / "default"


def test_the_environment_names_one_graph_only(tmp_path: Path) -> None:
    both = {"NEO4J_URI": "bolt://one:7687", "CLAIMGRAPH_STORE": "work"}
    with pytest.raises(ServerError, match="NEO4J_URI and CLAIMGRAPH_STORE both say which graph is meant: unset one"):
        Settings.from_environment(both)
    assert Settings.from_environment(both, store="other").store == "other"
    assert Settings.from_environment(both, neo4j_uri="bolt://two:7687").neo4j_uri == "bolt://two:7687"
    assert Settings.of_local_store(environment=both).store == "work"


USES_STORE = [
    ("load", "x.txt"), ("query", "run", "contested"), ("query", "list"), ("explore",), ("export", "-o", "x.html"),
    ("why", "1a2b3c4d"),
    ("stats",), ("articles",), ("forget", "x"), ("db", "start"), ("db", "stop"), ("db", "status"), ("db", "url"),
    ("db", "shell"), ("db", "check"), ("db", "rebuild"), ("db", "upgrade"), ("db", "dump", "x.dump"),
    ("db", "restore", __file__, "--force"), ("db", "drop", "--yes"),
]  # fmt: skip


@pytest.mark.parametrize("command", USES_STORE, ids=" ".join)
def test_a_store_name_that_cannot_be_is_told_by_every_command(command: tuple[str, ...]) -> None:
    assert _one_line(_run(*command, "--store", "../x")).startswith("Error: store name '../x': use up to 64 letters")


ASKS_STORE = [
    ("query", "run", "contested"), ("query", "list"), ("explore",), ("export", "-o", "x.html"),
    ("why", "1a2b3c4d"), ("stats",),
    ("articles",), ("forget", "x"), ("db", "stop"), ("db", "shell"), ("db", "check"), ("db", "rebuild"),
    ("db", "upgrade"), ("db", "dump", "x.dump"), ("db", "drop", "--yes"),
]  # fmt: skip


@pytest.mark.parametrize("command", ASKS_STORE, ids=" ".join)
def test_a_mistyped_store_is_told_and_not_made(
    command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMGRAPH_HOME", str(tmp_path))
    (tmp_path / "stores" / "work").mkdir(parents=True)
    line = _one_line(_run(*command, "--store", "wrok"))
    assert line.startswith(
        "Error: there is no store 'wrok' (there are: work); `claimgraph load --store wrok PATH` makes"
    )
    assert not (tmp_path / "stores" / "wrok").exists()


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (("--store", "work", "--neo4j", "bolt://x"), "--store names a local store, --neo4j a server: give one"),
        (("--store", "work", "--database", "x"), "--database goes with a server"),
    ],
)
def test_options_that_mean_two_graphs_are_told(options: tuple[str, ...], problem: str) -> None:
    assert problem in _one_line(_run("stats", *options))


def test_what_comes_next_is_told_for_the_same_store() -> None:
    with click.Context(main, info_name="load") as context:
        assert next_command("why 1a2b") == "claimgraph why 1a2b"
        context.params["store"] = "work"
        assert next_command("why 1a2b") == "claimgraph why 1a2b --store work"


def test_nobody_is_asked_where_nobody_can_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMGRAPH_HOME", str(tmp_path))
    (tmp_path / "stores" / "work").mkdir(parents=True)
    assert "say --yes where nobody can be asked" in _one_line(_run("db", "drop", "--store", "work"))
    assert _run("db", "drop", "--store", "work", "--yes").output == "Removed the store 'work'.\n"
    assert list((tmp_path / "stores").iterdir()) == []


def test_a_dump_overwrites_no_file_by_itself(tmp_path: Path) -> None:
    file = tmp_path / "x.dump"
    file.write_text("kept", encoding="utf-8")
    assert "is there already; --force writes over it" in _one_line(_run("db", "dump", str(file)))


def test_nothing_from_an_article_can_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    title = "[red]a[/b] :boom: \x1b[31m\u202e\u200fb [link=https://example.org]c"
    show_articles([Article("a", "a", "0" * 64, title=title)])
    assert "[red]a[/b] :boom: �[31m��b [link=https://example.org]c" in capsys.readouterr().out


def test_output_to_a_pipe_is_utf_8_in_every_locale(tmp_path: Path) -> None:
    article = tmp_path / "wire.txt"
    article.write_text("Société Générale supplied Chile with gas.", encoding="utf-8")
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    command = [sys.executable, "-m", "claimgraph.app", "extract", str(article)]
    done = subprocess.run(command, check=True, capture_output=True, env=environment)
    assert json.loads(done.stdout.decode("utf-8"))["claims"][0]["supplier"] == "Société Générale"


def test_ctrl_c_ends_with_130_and_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("claimgraph.loaders.sources.read_sources", interrupted)
    result = _run("extract", "wire.txt")
    assert result.exit_code == 130
    assert result.stderr == "Interrupted; what was finished before stays.\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_told_in_one_line() -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "claimgraph.app", "query", "show", "contested"]
        done = subprocess.run(command, check=False, stdout=full, stderr=subprocess.PIPE, text=True)
    assert (done.returncode, done.stderr) == (2, "Error: the output cannot be written: No space left on device\n")


def test_a_closed_standard_input_is_told_in_one_line() -> None:
    command = f"{sys.executable} -m claimgraph.app extract - <&-"
    done = subprocess.run(["sh", "-c", command], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "standard input: is closed" in done.stderr


def test_nothing_is_drawn_over_a_page_where_nothing_could_be_read(tmp_path: Path) -> None:
    target = tmp_path / "graph.html"
    target.write_text("earlier", encoding="utf-8")
    assert "no-such.txt" in _one_line(_run("export", "no-such.txt", "-o", str(target)))
    assert target.read_text(encoding="utf-8") == "earlier"


def test_text_that_is_no_query_is_not_saved_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMGRAPH_HOME", str(tmp_path))
    (tmp_path / "latin.cypher").write_bytes(b"RETURN '\xe9'")
    (tmp_path / "wire.txt").write_text("Norway supplied gas to Germany.", encoding="utf-8")
    assert "UTF-8" in _one_line(_run("query", "save", "mine", str(tmp_path / "latin.cypher")))
    assert "no Cypher" in _one_line(_run("query", "save", "mine", str(tmp_path / "wire.txt")))
    assert not (tmp_path / "queries").exists()
