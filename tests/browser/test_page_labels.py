"""Names in the picture can be read from any distance, and none covers another."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import page_networks
import pytest

from claimgraph.graph.model import EntityType, Stance
from claimgraph.graph.network import Network

pytestmark = pytest.mark.browser

LEGIBLE = 11


def sixty() -> Network:
    """Sixty-four entities in twenty-eight claims: what a handful of articles tells."""
    b = page_networks.Builder()
    for number in range(4):
        story = b.article(f"s{number}", f"Story {number}", "Example Wire")
        speaker = b.entity(EntityType.OFFICIAL, f"Officials of the ministry {number}")
        state = b.entity(EntityType.STATE, f"Veridia {number}")
        for good in range(7):
            firm = b.entity(EntityType.FIRM, f"Works {number}-{good} of Norland")
            claim = b.claim(firm, b.entity(EntityType.GOOD, f"machine tools {number}-{good}"), state)
            b.said(claim, Stance.ALLEGES, story, f"Sentence {good} says so.", speaker=speaker)
    return b.network()


def words(visit: Any) -> list[dict[str, Any]]:
    visit.page.wait_for_function("() => claimgraphPage.picture.words.length")
    return visit.page.evaluate("() => claimgraphPage.picture.words")


def covered(labels: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [
        (a["id"], b["id"])
        for a, b in combinations(labels, 2)
        if a["left"] < b["right"] - 0.5
        and b["left"] < a["right"] - 0.5
        and a["top"] < b["bottom"] - 0.5
        and b["top"] < a["bottom"] - 0.5
    ]


def test_with_sixty_entities_nearly_every_name_is_told_in_letters_that_can_be_read(visit) -> None:
    network = sixty()
    page = visit(network)
    seen = words(page)
    names = [label for label in seen if label["id"] in network.entities]
    drawn = page.page.evaluate("() => claimgraphPage.drawing.nodes.filter(({ kind }) => kind !== 'Claim').length")
    assert len(names) >= 0.9 * drawn
    assert min(label["size"] for label in names) >= LEGIBLE
    assert covered(seen) == []


@pytest.mark.parametrize("claims", [260, 1000])
def test_in_a_crowd_the_most_important_are_named_and_no_name_covers_another(visit, claims: int) -> None:
    network = page_networks.crowd(claims)
    seen = words(visit(network))
    assert min(label["size"] for label in seen) >= 9
    assert covered(seen) == []
    named = {label["id"] for label in seen}
    claims_of = {
        id: sum(id in (record.claim.supplier, record.claim.recipient) for record in network.records.values())
        for id, entity in network.entities.items()
        if entity.type is EntityType.STATE
    }
    strongest = sorted(claims_of, key=lambda id: -claims_of[id])[:5]
    assert set(strongest) <= named


def test_whoever_comes_nearer_reads_more(visit) -> None:
    page = visit(page_networks.crowd(260))
    before = len(words(page))
    box = page.page.locator("#picture canvas").bounding_box()
    page.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    for _ in range(8):
        page.page.mouse.wheel(0, -400)
    page.page.wait_for_function("before => claimgraphPage.picture.words.length > before", arg=before)


def test_a_name_is_clicked_like_its_node(visit) -> None:
    network = sixty()
    page = visit(network)
    name = next(label for label in words(page) if label["id"] in network.entities)
    box = page.page.locator("#picture canvas").bounding_box()
    middle = (name["left"] + name["right"]) / 2, (name["top"] + name["bottom"]) / 2
    page.page.mouse.click(box["x"] + middle[0], box["y"] + middle[1])
    page.page.wait_for_function("id => claimgraphPage.state.selection?.id === id", arg=name["id"])


def test_what_is_chosen_is_named_first(visit) -> None:
    network = page_networks.crowd(260)
    page = visit(network)
    record = next(iter(network.records.values()))
    page.page.evaluate("id => claimgraphPage.state.select('claim', id)", record.claim.id)
    wanted = [record.claim.id, record.claim.supplier, record.claim.recipient, record.claim.good]
    page.page.wait_for_function(
        "wanted => wanted.every((id) => claimgraphPage.picture.words.some((one) => one.id === id))", arg=wanted
    )


def place_of(visit: Any, id: str) -> dict[str, float]:
    return visit.page.evaluate("id => claimgraphPage.picture.placeOf(id)", id)


@pytest.mark.parametrize("claims", [160, 260])
def test_a_claim_whose_word_cannot_be_read_is_a_mark_of_its_status_never_an_empty_chip(visit, claims: int) -> None:
    network = page_networks.crowd(claims)
    page = visit(network)
    told = {label["id"] for label in words(page)}
    marks = {mark["id"]: mark for mark in page.page.evaluate("() => claimgraphPage.picture.marks")}
    assert set(network.records) == set(marks) | (told & set(network.records))
    assert not set(marks) & told
    for id, mark in marks.items():
        assert mark["look"] == network.records[id].status.value
        assert mark["radius"] >= 3
    assert {"0,114,178", "163,61,120"} <= page.colours()


def test_a_mark_is_clicked_like_a_claim(visit) -> None:
    page = visit(page_networks.crowd(260))
    words(page)
    mark = page.page.evaluate("() => claimgraphPage.picture.marks.at(-1)")
    box = page.page.locator("#picture canvas").bounding_box()
    page.page.mouse.click(box["x"] + mark["x"], box["y"] + mark["y"])
    page.page.wait_for_function("id => claimgraphPage.state.selection?.id === id", arg=mark["id"])


def test_from_near_every_claim_in_sight_has_its_word_again(visit) -> None:
    page = visit(page_networks.crowd(260))
    words(page)
    record = page.page.evaluate("() => claimgraphPage.picture.marks.at(-1)")
    place = place_of(page, record["id"])
    box = page.page.locator("#picture canvas").bounding_box()
    page.page.mouse.move(box["x"] + place["x"], box["y"] + place["y"])
    for _ in range(40):
        page.page.mouse.wheel(0, -400)
        page.page.wait_for_timeout(20)
        if page.page.evaluate("() => claimgraphPage.picture.distance") == "near":
            break
    page.page.wait_for_function("() => claimgraphPage.picture.marks.length === 0")
    seen = page.page.evaluate("id => claimgraphPage.picture.chipOf(id)", record["id"])
    assert seen["shape"] == "box" and seen["label"].endswith(record["look"])


INK_IN_CHIPS = """() => {
  const canvas = document.querySelector("#picture canvas");
  const ratio = canvas.width / canvas.clientWidth;
  const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
  copy.drawImage(canvas, 0, 0);
  const { picture, index } = claimgraphPage;
  return [...index.records.keys()].map((id) => {
    const { x, y } = picture.placeOf(id);
    const { data } = copy.getImageData((x - 15) * ratio, (y - 3) * ratio, 30 * ratio, 6 * ratio);
    let ink = false;
    for (let at = 0; at < data.length; at += 4) ink ||= data[at + 3] > 0 && Math.min(...data.slice(at, at + 3)) < 150;
    return ink;
  });
}"""


def test_chips_have_their_words_again_after_a_look_from_far(visit) -> None:
    page = visit(page_networks.veridia())
    box = page.page.locator("#picture canvas").bounding_box()
    page.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    def turn(wheel: int, distance: str) -> list[bool]:
        while page.page.evaluate("() => claimgraphPage.picture.distance") != distance:
            page.page.mouse.wheel(0, wheel)
            page.page.wait_for_timeout(60)
        page.page.wait_for_timeout(800)
        return page.page.evaluate(INK_IN_CHIPS)

    turn(400, "far")
    assert all(turn(-400, "near"))


def test_the_claims_of_a_few_articles_have_their_words_at_the_first_look(visit) -> None:
    network = page_networks.close_names()
    page = visit(network)
    told = {label["id"] for label in words(page)}
    assert page.page.evaluate("() => claimgraphPage.picture.distance") == "far"
    assert set(network.records) <= told
