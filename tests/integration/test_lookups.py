"""A firm is found by its name with a legal form that no article used: by commands, parameters and the page's search."""

from __future__ import annotations

import pytest
from building import LATHES, NORLAND, VERIDIA, document
from click.testing import CliRunner

from claimgraph.app.cli import main
from claimgraph.app.explore.asked import Asked
from claimgraph.app.explore.explorer import Explorer
from claimgraph.app.session import open_store
from claimgraph.app.settings import Settings
from claimgraph.graph.model import Claim, Entity, EntityType, Reading, Stance, Statement
from claimgraph.graph.store import Store

pytestmark = pytest.mark.integration

FIRM = Entity("firm:sevoil", EntityType.FIRM, "Sevoil")
OTHER = Entity("firm:sevoil-trading", EntityType.FIRM, "Sevoil Trading")
PAPER = document("a", "Sevoil sold lathes to Veridia, and so did Sevoil Trading.")


@pytest.fixture(autouse=True)
def _loaded(store: Store, store_environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    claims = [Claim.of(firm.id, VERIDIA.id, LATHES.id) for firm in (FIRM, OTHER)]
    said = [Statement.of(claim, Stance.ASSERTS, PAPER.evidence(0, 29)) for claim in claims]
    store.put([Reading(PAPER, (NORLAND, VERIDIA, LATHES, FIRM, OTHER), tuple(claims), tuple(said))])
    for name, value in store_environment.items():
        monkeypatch.setenv(name, value)


@pytest.mark.parametrize("name", ["PJSC Sevoil", "Sevoil PJSC", "OOO Sevoil", "Sevoil GmbH", "sevoil ltd", "Sevoil"])
def test_a_firm_is_found_whatever_legal_form_is_put_to_its_name(name: str) -> None:
    asked = CliRunner().invoke(main, ["query", "run", "supplies-of", "-p", f"supplier={name}", "--json"])
    assert (asked.exit_code, "lathes" in asked.stdout) == (0, True), asked.output
    why = CliRunner().invoke(main, ["why", f"{name} -> Veridia"])
    assert (why.exit_code, "Sevoil → Veridia: lathes" in why.stdout) == (0, True), why.output
    with open_store(Settings.from_environment()) as store:
        found = Explorer(store).answer("search", Asked({"text": name}))["entities"]
    assert (found[0]["id"], found[0]["near"][0] <= 1) == (FIRM.id, True)


def test_only_firms_have_legal_forms() -> None:
    refused = CliRunner().invoke(main, ["why", "Sevoil -> Veridia Ltd"])
    assert (refused.exit_code, "no entity named 'Veridia Ltd'" in refused.output) == (2, True), refused.output
