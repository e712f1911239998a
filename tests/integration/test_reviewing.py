"""The analyst's hand at the command line: reject, confirm, correct, add, tell of entities, undo, hand on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import CommandLine, environment_of

from claimgraph.graph.server.values import Connection
from claimgraph.graph.store import Store

pytestmark = pytest.mark.integration

WIRE = """Norway supplied gas to Germany in 2024, the ministry said.

Kenya sold tea to Chile. Acme Works of Kenya shipped copper to Chile as well.
"""
POST = "Norway supplied gas to Germany, officials in Oslo said."


@pytest.fixture
def cli(store: Store, store_connection: Connection, tmp_path: Path) -> CommandLine:
    for name, text in (("wire", WIRE), ("post", POST)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    line = CommandLine({**environment_of(store_connection, tmp_path / "home"), "CLAIMGRAPH_AS": "Ada"})
    line.output("load", str(tmp_path / "wire.txt"), str(tmp_path / "post.txt"))
    return line


def test_a_wrong_claim_is_rejected_shown_on_demand_and_taken_back(cli: CommandLine, tmp_path: Path) -> None:
    several = cli.run("claim", "reject", "Norway -> Germany: gas")
    assert several.exit_code == 2
    assert "2 readings stand behind 'Norway -> Germany: gas': give --article" in several.stderr
    told = cli.output(
        "claim", "reject", "Norway -> Germany: gas", "--all", "--reason", "no transfer", "--why", "a plan"
    )
    assert told.count("reject Norway → Germany: ") == 2
    assert cli.run("why", "Norway -> Germany").exit_code == 2
    assert "a plan" in cli.output("why", "Norway -> Germany", "--rejected")
    cli.output("load", str(tmp_path / "wire.txt"))
    assert cli.run("why", "Norway -> Germany").exit_code == 2
    ids = [one["id"] for one in cli.json("decisions", "list", "--rejected", "--json")]
    cli.output("decisions", "undo", *ids, "--as", "Ben")
    assert len(cli.json("why", "Norway -> Germany", "--json")["claims"]) == 1
    assert [(one["kind"], one["by"]) for one in cli.json("decisions", "--json")] == [
        ("reject", "Ada"),
        ("reject", "Ada"),
        ("undo", "Ben"),
        ("undo", "Ben"),
    ]


def test_a_claim_is_corrected_by_words_of_the_article_and_confirmed(cli: CommandLine) -> None:
    cli.output("claim", "correct", "Kenya -> Chile: tea", "--good", "copper", "--as", "Ben")
    (claim,) = cli.json("why", "Kenya -> Chile: copper", "--json")["claims"]
    (statement,) = claim["statements"]
    assert statement["checked"] == "corrected"
    good = next(role for role in statement["roles"] if role["role"] == "good")
    assert WIRE[good["start"] : good["end"]] == "copper"
    assert "corrected: correct good: copper (good:copper), Ben" in cli.output("why", "Kenya -> Chile: copper")
    cli.output("claim", "confirm", "Norway -> Germany", "--article", "post", "--why", "read the annex")
    assert "confirmed: confirm, Ada (read the annex)" in cli.output("why", "Norway -> Germany")


def test_a_missed_claim_is_added_with_a_firm_that_nobody_knew(cli: CommandLine) -> None:
    arguments = ("claim", "add", "wire", "--supplier", "Acme Trading", "--recipient", "Chile", "--good", "copper")
    refused = cli.run(*arguments)
    assert refused.exit_code == 2
    assert "nothing in the graph is called 'Acme Trading'; say what it is: --supplier-type" in refused.stderr
    cli.output(*arguments, "--supplier-type", "Firm")
    (claim,) = cli.json("why", "Acme Trading -> Chile: copper", "--json")["claims"]
    assert (claim["status"], claim["statements"][0]["checked"]) == ("asserted", "added")
    assert claim["statements"][0]["evidence"]["quote"].startswith("Acme Works of Kenya shipped copper to Chile")


def test_entities_are_set_right_and_notes_and_grades_stand_beside(cli: CommandLine) -> None:
    cli.output("entity", "rename", "Norway", "Kingdom of Norway")
    cli.output("entity", "note", "Germany", "ask again in May")
    cli.output("entity", "id", "Germany", "wikidata:Q183")
    cli.output("claim", "note", "Kenya -> Chile: tea", "harvest", "--tag")
    cli.output("article", "grade", "wire", "B2")
    told = cli.output("why", "Norway -> Germany")
    assert "Kingdom of Norway → Germany" in told
    for line in ("Germany: note ask again in May, Ada", "id wikidata:Q183, Ada", "reliability B2, Ada"):
        assert line in told
    assert "tag harvest, Ada" in cli.output("why", "Kenya -> Chile: tea")
    cli.output("entity", "not-same", "Kenya", "Chile")
    refused = cli.run("merge", "Kenya", "Chile")
    assert refused.exit_code == 2
    assert "Ada decided that they are not the same; `claimgraph decisions undo decision:" in refused.stderr
    wrong = cli.run("article", "grade", "wire", "X9")
    assert (wrong.exit_code, "'X9' is no grade: give a letter from A to F" in wrong.stderr) == (2, True)


def test_what_an_analyst_knows_himself_is_no_articles_word(cli: CommandLine) -> None:
    before = cli.json("stats", "--json")
    cli.output("claim", "know", "Chile -> Norway: tea", "--why", "a call")
    cli.output("claim", "know", "Norway -> Germany: gas", "--doubt", "--why", "pipes are shut")
    assert cli.json("stats", "--json") == before
    told = cli.output("why", "Chile -> Norway: tea")
    assert "No article: Chile → Norway: tea; Ada affirms it of his own knowledge (a call)" in told
    assert "analyst doubts, Ada (pipes are shut)" in cli.output("why", "Norway -> Germany")
    assert cli.run("claim", "know", "Norway -> Germany", "--why", "x").exit_code == 2


def test_decisions_are_handed_on_and_contradictions_shown(cli: CommandLine, tmp_path: Path) -> None:
    cli.output("claim", "confirm", "Kenya -> Chile: tea")
    cli.output("merge", "Kenya", "Chile")
    file = tmp_path / "ada.jsonl"
    for target, problem in ((tmp_path / "none" / "ada.jsonl", "there is no folder"), (tmp_path, "is a directory")):
        refused = cli.run("decisions", "export", "-o", str(target))
        assert refused.exit_code == 2
        assert problem in refused.stderr
    cli.output("decisions", "export", "-o", str(file))
    assert cli.output("decisions", "import", str(file)).startswith("0 new decisions, 2 known already.")
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    confirmed = next(one for one in lines if one["kind"] == "confirm")
    for one in lines:
        cli.output("decisions", "undo", one["id"])
    cli.output("claim", "reject", "Kenya -> Chile: tea", "--as", "Ben")
    told = cli.output("decisions", "import", str(file))
    assert "2 new decisions, 0 known already." in told
    assert "contradict others" in told
    assert {one["by"] for one in cli.json("decisions", "list", "--conflicts", "--json")} == {"Ada", "Ben"}
    assert cli.output("decisions", "list", "--orphaned") == "None of the 3 decisions in force is of this kind.\n"
    assert [one["id"] for one in cli.json("decisions", "list", "--kind", "merge", "--json")] == [
        one["id"] for one in lines if one["kind"] == "merge"
    ]
    file.write_text(json.dumps(confirmed) + "\n{}\n", encoding="utf-8")
    refused = cli.run("decisions", "import", str(file))
    assert refused.exit_code == 2
    assert "line 2: 'about' is missing" in refused.stderr


def test_a_worklist_is_gone_through_by_keys_and_goes_on_where_it_was(cli: CommandLine) -> None:
    work = cli.json("review", "--json")
    readings = [one for one in work["items"] if one["kind"] == "reading"]
    assert work["checked"] == 0
    assert work["readings"] == len(readings) >= 4
    assert {"headline", "quote", "because", "score"} <= readings[0].keys()
    told = cli.typed("cr2ucq", "review").stdout
    assert "Undone: reject" in told
    assert "2 decisions taken." in told
    assert [told.count(f"{number} of {len(work['items'])} · ") for number in (1, 2, 3)] == [1, 2, 2]
    after = cli.json("review", "--json")
    assert after["checked"] == 2
    assert [one["id"] for one in after["items"]] == [one["id"] for one in work["items"]][2:]
    assert "1 decision taken." in cli.typed("xq", "review").stdout
    assert cli.json("review", "--json")["items"][-1]["id"] == after["items"][0]["id"]


def test_reviewed_articles_measure_the_extractor_and_become_gold(cli: CommandLine, tmp_path: Path) -> None:
    assert "--decisions" in cli.run("evaluate").stderr
    cli.output("claim", "confirm", "Norway -> Germany", "--article", "wire")
    cli.output("claim", "reject", "Kenya -> Chile: tea")
    cli.output("article", "checked", "wire")
    measured = cli.json("evaluate", "--decisions", "--json")
    assert (measured["articles"], measured["checked"], measured["overall"]["wrong"]) == (1, 1, 1)
    told = cli.run("evaluate", "--decisions", "--gold", str(tmp_path / "out"), "--training", str(tmp_path / "train"))
    assert "1 article reviewed, 1 of them checked as a whole." in told.stdout
    (gold,) = (tmp_path / "out/gold").iterdir()
    record = json.loads(gold.read_text("utf-8"))
    assert "tea" not in [one["good"] for one in record["claims"]]
    assert (tmp_path / "out/texts" / f"{gold.stem}.txt").read_text("utf-8").strip() == WIRE.strip()
    items, texts = (
        [json.loads(line) for line in (tmp_path / "train" / name).read_text("utf-8").splitlines()]
        for name in ("annotations.jsonl", "texts.jsonl")
    )
    assert [one["id"] for one in items] == [one["id"] for one in texts]
    assert all(one["claims"] for one in items)
