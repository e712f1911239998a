"""Who decides, in which name, and the record that decisions about saved queries leave."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from claimgraph.app.cli import main
from claimgraph.app.deciding import SignatureError, in_words, signature
from claimgraph.graph.decision import Decision, Kind
from claimgraph.queries import Catalog
from claimgraph.queries.record import FILE, recorded

CYPHER = "MATCH (s:State) RETURN s.name AS name"


def test_a_name_that_is_given_goes_before_the_setting_and_that_before_the_systems_user() -> None:
    setting = {"CLAIMGRAPH_AS": "desk two"}
    assert signature("Ada", setting) == "Ada"
    assert signature(None, setting) == "desk two"
    assert signature(None, {})


@pytest.mark.parametrize("name", ["", "  ", "a" * 101, "Ada\x1b[31m", "Ada\u202e"])
def test_a_name_that_cannot_sign_is_refused(name: str) -> None:
    with pytest.raises(SignatureError, match=r"^--as .*: a name has 1 to 100 letters, and no control characters$"):
        signature(name)


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_decision_is_told_in_words_and_survives_as_json(kind: Kind) -> None:
    decision = Decision("1", kind, "Ada", "2026-03-01T10:00:00+00:00", ("firm:a", "firm:b"), ("Acme", "Bolt"))
    assert "Acme" in in_words(decision)
    assert Decision.of_dict(json.loads(json.dumps(decision.to_dict()))) == decision


def test_saving_and_removing_a_query_leaves_a_record(tmp_path: Path) -> None:
    Catalog.load(tmp_path).save("mine", CYPHER, by="Ada")
    Catalog.load(tmp_path).remove("mine", by="Ben")
    assert [(one.kind, one.by, one.names) for one in recorded(tmp_path)] == [
        (Kind.SAVE_QUERY, "Ada", ("mine",)),
        (Kind.REMOVE_QUERY, "Ben", ("mine",)),
    ]
    assert Catalog.load(tmp_path).problems == {}


def test_a_damaged_line_of_the_record_hides_no_other(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    for name in ("one", "two"):
        Catalog.load(tmp_path).save(name, CYPHER, by="Ada")
    path = tmp_path / FILE
    path.write_text("{broken\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert [one.names for one in recorded(tmp_path)] == [("one",), ("two",)]
    assert f"{path}: line 1 tells no decision and is passed over" in caplog.text


def test_the_command_signs_what_it_saves(tmp_path: Path) -> None:
    file = tmp_path / "mine.cypher"
    file.write_text(CYPHER, encoding="utf-8")
    line = CliRunner(env={"CLAIMGRAPH_HOME": str(tmp_path), "CLAIMGRAPH_AS": "desk two"})
    assert line.invoke(main, ["query", "save", "mine", str(file)]).exit_code == 0
    assert line.invoke(main, ["query", "remove", "mine", "--as", "Ada"]).exit_code == 0
    assert [one.by for one in recorded(tmp_path / "queries")] == ["desk two", "Ada"]
    refused = line.invoke(main, ["query", "save", "mine", str(file), "--as", " "])
    assert (refused.exit_code, refused.stderr.count("\n")) == (2, 1)
