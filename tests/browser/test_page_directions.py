"""Layouts in columns say which way each line leads: heads are seen, and point at what they reach."""

from __future__ import annotations

from typing import Any

import page_networks
import pytest
from page_networks import Builder

from claimgraph.graph.model import EntityType, Stance
from claimgraph.graph.network import Network

pytestmark = pytest.mark.browser

# Heads whose tips lie under a node or in the box of the hub.
HIDDEN = """() => {
  const { picture } = claimgraphPage;
  return picture.heads.filter(({ tip }) => picture.whatIsAt(tip)?.kind === "entity").map(({ id }) => id);
}"""
LEAST_HEAD = 8
# For each line from a speaker to a claim: how far before the claim's chip its head ends, and whether it points at it.
REACHED = """() => {
  const { picture } = claimgraphPage;
  const edges = new Map(picture.snapshot().edges.map((edge) => [edge.id, edge]));
  const chips = new Map(picture.words.map((word) => [word.id, word]));
  return picture.heads.map(({ id, tip, before }) => {
    const { from, to } = edges.get(id);
    const [speaker, claim, chip] = [picture.placeOf(from), picture.placeOf(to), chips.get(to)];
    const left = speaker.x < claim.x;
    const gap = chip ? (left ? chip.left - tip.x : tip.x - chip.right) : null;
    const towards = left ? tip.x > before.x : tip.x < before.x;
    return { gap, level: Math.abs(tip.y - claim.y), towards };
  });
}"""


def trader() -> Network:
    """A hub that some supply, that supplies others, and one that does both, in lines of several kinds."""
    b = Builder()
    hub = b.entity(EntityType.STATE, "Veridia")
    story = b.article("t", "Who trades with Veridia", "Example Wire")
    goods = [b.entity(EntityType.GOOD, name) for name in ("shells", "drones", "lathes", "engines")]
    for number in range(6):
        other = b.entity(EntityType.STATE, f"Partner {number}")
        for at, good in enumerate(goods[: 1 + number % 3]):
            stance = Stance.DENIES if at == 1 else Stance.ALLEGES if at == 2 else Stance.ASSERTS
            parties = (other, good, hub) if number < 3 else (hub, good, other)
            b.said(b.claim(*parties), stance, story, f"Sentence {number} {at}.", speaker=other)
    both = b.entity(EntityType.STATE, "Norland")
    b.said(b.claim(both, goods[0], hub), Stance.ASSERTS, story, "It sold shells.", speaker=both)
    b.said(b.claim(both, goods[1], hub), Stance.ALLEGES, story, "It sold drones.", speaker=hub)
    b.said(b.claim(hub, goods[3], both), Stance.ASSERTS, story, "It bought engines.", speaker=both)
    return b.network()


def titles(page: Any) -> list[str]:
    """What stands above the columns."""
    return list(page.page.evaluate("() => claimgraphPage.picture.plan.titles.map(({ text }) => text)"))


@pytest.mark.parametrize("width", [1024, 1280, 1440])
def test_the_heads_of_lines_around_a_hub_lie_under_nothing(visit, width: int) -> None:
    page = visit(trader(), address="layout=hub", viewport={"width": width, "height": 800})
    heads = page.page.evaluate("() => claimgraphPage.picture.heads")
    assert len(heads) >= 12
    assert min(head["least"] for head in heads) >= LEAST_HEAD
    assert page.page.evaluate(HIDDEN) == []
    assert titles(page) == ["Suppliers →", "→ Recipients"]


def test_lines_that_meet_in_one_node_have_their_heads_apart(visit) -> None:
    page = visit(trader(), address="layout=hub")
    tips = [(head["tip"]["x"], head["tip"]["y"]) for head in page.page.evaluate("() => claimgraphPage.picture.heads")]
    near = [(a, b) for at, a in enumerate(tips) for b in tips[:at] if abs(a[0] - b[0]) < 6 and abs(a[1] - b[1]) < 6]
    assert near == []


def test_speakers_point_at_the_side_of_their_claims(visit) -> None:
    network = page_networks.disputed(asserted=2, alleged=8, contested=5, denied=4, negated=1)
    page = visit(network, address="v=claims&layout=sides", viewport={"width": 1280, "height": 800})
    found = page.page.evaluate(REACHED)
    assert len(found) >= 15
    assert all(one["towards"] and one["level"] < 1 for one in found)
    assert all(one["gap"] is None or -1 <= one["gap"] < 12 for one in found)
    assert titles(page) == ["Who says so →", "Claim", "← Who denies"]


@pytest.mark.parametrize(("width", "height"), [(1024, 700), (1280, 800), (1440, 900)])
def test_claims_between_their_speakers_can_be_read_in_any_window(visit, width: int, height: int) -> None:
    network = page_networks.disputed(asserted=20, alleged=20, contested=6, denied=3, negated=2)
    page = visit(network, address="v=claims&layout=sides", viewport={"width": width, "height": height})
    assert page.page.evaluate("() => claimgraphPage.picture.marks.length") == 0


def test_a_hub_that_somebody_chose_stands_there_with_its_own_lines(visit) -> None:
    network = page_networks.continents()
    page = visit(network, address="layout=hub&hub=state:hub-a")
    assert page.page.evaluate("() => claimgraphPage.picture.plan.hub") == "state:hub-a"
    looks = page.page.evaluate("() => claimgraphPage.picture.snapshot().edges.map(({ from, to }) => [from, to])")
    assert all("state:hub-a" in ends for ends in looks)
    told = page.page.locator("#picture-tools")
    assert "of others not drawn" in told.inner_text()
