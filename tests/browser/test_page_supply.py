"""Supply, which a page opens with: a line for each pair and status, around a hub where there is one."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import page_networks
import pytest
from page_networks import Builder
from playwright.sync_api import expect

from claimgraph.graph.model import EntityType, Stance, Status
from claimgraph.graph.network import Network

pytestmark = pytest.mark.browser

DRAWN = (
    "() => claimgraphPage.picture.snapshot().edges.map(({ id, label, width, look }) => ({ id, label, width, look }))"
)
ROOMS = "() => claimgraphPage.picture.words.map(({ id, left, top, right, bottom }) => [id, left, top, right, bottom])"


def lines(page: Any) -> dict[str, dict[str, object]]:
    """The lines that are drawn, by id."""
    return {line["id"]: line for line in page.page.evaluate(DRAWN)}


def test_a_page_opens_with_supply_and_every_claim_is_on_a_line(visit) -> None:
    network = page_networks.veridia()
    page = visit(network, address="")
    expect(page.page.get_by_role("button", name="Supply", exact=True)).to_have_attribute("aria-pressed", "true")
    expect(page.page.locator("#picture-tools")).to_contain_text("3:2 = three origins say so, two voices deny")
    told = page.page.evaluate("() => claimgraphPage.drawing.edges.flatMap((edge) => edge.claims)")
    assert sorted(told) == sorted(network.records)


def test_a_line_names_its_goods_its_status_and_how_many_say_so_and_deny(visit) -> None:
    page = visit(page_networks.veridia(), address="layout=free")
    drawn = lines(page)
    assert drawn["pair/state:kestria/state:veridia/denied"]["label"] == "weapons\ndenied 0:1"
    assert drawn["pair/firm:sable-microdevices/firm:zhemchug/asserted"]["label"] == "guidance chips\nasserted 1"
    halden = drawn["pair/firm:halden-machine-works/state:veridia/contested"]
    assert halden["label"] == "CNC machine tools\ncontested 1:1"


def test_a_voice_that_denies_again_and_again_is_one(visit) -> None:
    page = visit(page_networks.one_buyer(), address="")
    # The seller and its envoy, each about two recipients.
    assert lines(page)["pair/state:cathay/state:ukrania/denied"]["label"] == "weapons\ndenied 0:2"


def test_a_line_is_the_wider_the_more_origins_say_so(visit) -> None:
    b = Builder()
    firm, states = b.entity(EntityType.FIRM, "Halden"), [b.entity(EntityType.STATE, name) for name in "ABCD"]
    story = b.article("s", "Who sells", "Example Wire")
    for number, buyer in enumerate(states[:3], 1):
        claim = b.claim(firm, b.entity(EntityType.GOOD, "lathes"), buyer)
        for witness in [state for state in states if state != buyer][:number]:
            b.said(claim, Stance.ALLEGES, story, f"{number} said so.", speaker=witness)
    drawn = lines(visit(b.network(), address=""))
    widths = [drawn[f"pair/firm:halden/{buyer}/alleged"]["width"] for buyer in states[:3]]
    assert widths[0] < widths[1] < widths[2]


def test_around_a_hub_suppliers_stand_left_recipients_right_and_no_words_cover_others(visit) -> None:
    network = page_networks.disputed(asserted=4, alleged=5, contested=2, denied=2, negated=1)
    page = visit(network, address="")
    plan = page.page.evaluate(
        "() => ({ hub: claimgraphPage.picture.plan.hub, places: [...claimgraphPage.picture.plan.places] })"
    )
    assert plan["hub"] == "state:veridia"
    assert all(place["x"] < 0 for id, place in plan["places"] if id != "state:veridia")
    rooms = page.page.evaluate(ROOMS)
    met = [
        (a[0], b[0])
        for at, a in enumerate(rooms)
        for b in rooms[:at]
        if a[1] < b[3] - 1 and b[1] < a[3] - 1 and a[2] < b[4] - 1 and b[2] < a[4] - 1
    ]
    assert met == []


def test_a_click_on_a_lane_opens_its_goods_and_claims(visit) -> None:
    network = page_networks.one_buyer()
    page = visit(network, address="layout=hub")
    page.click_at("pair/state:cathay/state:ruthenia/alleged")
    goods = page.page.locator("#evidence .claims button")
    expect(goods).to_have_count(5)
    goods.filter(has_text="satellite imagery").click()
    assert "Cathay supplies Ruthenia: satellite imagery" in page.evidence()


def test_of_many_lines_the_strongest_are_drawn_with_all_that_is_disputed_and_the_rest_by_a_click(visit) -> None:
    network = page_networks.disputed(asserted=20, alleged=20, contested=6, denied=10, negated=4)
    page = visit(network, address="")
    drawn = lines(page)
    looks = [line["look"] for line in drawn.values()]
    assert len(drawn) == 20
    assert (looks.count("contested"), looks.count("denied"), looks.count("negated")) == (6, 10, 4)
    tools = page.page.locator("#picture-tools")
    expect(tools).to_contain_text("Strongest 20 of 60 lines, with all contested and denied")
    tools.get_by_role("button", name="Draw all 60").click()
    assert len(lines(page)) == 60
    page.page.reload()
    page.page.wait_for_function("() => globalThis.claimgraphPage")
    assert len(lines(page)) == 60


def test_lanes_are_grouped_by_status_or_goods(visit) -> None:
    page = visit(page_networks.disputed(asserted=2, alleged=3, contested=2, denied=1, negated=0), address="")
    headings = "() => claimgraphPage.picture.plan.headings.map(({ text, count }) => [text, count])"
    page.page.get_by_label("Group").select_option("status")
    assert page.page.evaluate(headings) == [["asserted", 2], ["alleged", 3], ["contested", 2], ["denied", 1]]
    page.page.get_by_label("Group").select_option("none")
    assert page.page.evaluate(headings) == []


def test_what_a_filter_hides_leaves_no_hole_between_lanes(visit) -> None:
    page = visit(page_networks.disputed(asserted=3, alleged=4, contested=3, denied=3, negated=0), address="")
    heights = "() => [...claimgraphPage.picture.plan.labels.values()].map(({ y }) => y).sort((a, b) => a - b)"
    page.page.get_by_role("checkbox", name="Contested").uncheck()
    ys = page.page.evaluate(heights)
    steps = {round(b - a) for a, b in pairwise(ys)}
    assert len(ys) == 10 and len(steps) == 1


def test_in_claims_a_chip_says_good_and_status(visit) -> None:
    network = page_networks.veridia()
    record = page_networks.record_of(network, Status.CONTESTED, "CNC machine tools")
    page = visit(network)
    chip = page.page.evaluate("id => claimgraphPage.picture.chipOf(id)", record.claim.id)
    assert chip["label"] == "CNC machine tools\ncontested"


def test_who_says_so_stands_left_of_a_claim_and_who_denies_right_of_it(visit) -> None:
    network = page_networks.veridia()
    page = visit(network, address="v=claims&layout=sides")
    places = dict(page.page.evaluate("() => [...claimgraphPage.picture.plan.places]"))
    record = page_networks.record_of(network, Status.CONTESTED, "CNC machine tools")
    middle = places[record.claim.id]["x"]
    says, denies = (
        next(one.speaker for one in record.statements if one.speaker and (one.stance is Stance.DENIES) is denied)
        for denied in (False, True)
    )
    assert places[says]["x"] < middle < places[denies]["x"]
    label = page.page.evaluate("id => claimgraphPage.picture.chipOf(id).label", record.claim.id)
    assert label == "Halden Machine Works → Veridia: CNC machine tools · contested 1:1"
    rows = [place["y"] for id, place in places.items() if place["x"] < middle]
    assert all(abs(a - b) >= 29 for at, a in enumerate(rows) for b in rows[:at])


MIDDLES = """() => {
  const claims = new Set(claimgraphPage.index.data.claims.map((record) => record.claim.id));
  return claimgraphPage.picture.words.filter(({ id }) => claims.has(id)).map(({ left, right }) => (left + right) / 2);
}"""


def test_claims_between_their_speakers_stand_in_one_column_with_the_words_of_speakers_alone(visit) -> None:
    page = visit(page_networks.disputed(20, 9, 4, 2, 1), address="v=claims&layout=sides").page
    claims = "() => claimgraphPage.picture.snapshot().nodes.filter((node) => node.kind === 'Claim').length"
    assert page.evaluate(claims) == 30  # the others are told, not left where they were
    drawn = page.evaluate("() => claimgraphPage.picture.snapshot().edges.map((edge) => edge.relation)")
    assert set(drawn) == {"alleges", "denies"}
    page.set_viewport_size({"width": 1400, "height": 680})  # so that chips are words drawn where they find room
    page.wait_for_function("() => claimgraphPage.picture.distance === 'far'")
    page.wait_for_function(f"() => ({MIDDLES})().length > 20")
    middles = page.evaluate(MIDDLES)
    assert len(middles) > 20
    assert max(middles) - min(middles) < 1


def test_what_ties_entities_besides_supply_is_drawn_where_somebody_wants_it(visit) -> None:
    page = visit(page_networks.veridia(), address="layout=free")
    assert not [id for id in lines(page) if id.startswith("based-in")]
    page.page.get_by_role("button", name="Look ▾").click()
    page.page.get_by_label("Links").select_option("based in")
    assert "based-in/firm:orion-freight/state:kestria" in lines(page)
    page.page.get_by_label("Size").select_option("by claims")
    sizes = dict(page.page.evaluate("() => claimgraphPage.picture.snapshot().nodes.map(({ id, size }) => [id, size])"))
    assert sizes["state:veridia"] > sizes["firm:orion-freight"]


def test_a_saved_picture_carries_legend_score_and_sources(visit) -> None:
    page = visit(page_networks.veridia(), address="")
    page.page.locator("#save summary").click()
    with page.page.expect_download() as download:
        page.page.locator("#save .menu button", has_text="SVG").click()
    text = download.value.path().read_text()
    for words in ("Legend", "contested: some say so", "three origins say so", "Sources", "Example Wire"):
        assert words in text
    assert "contested 1:1" in text


def test_the_timeline_has_years_and_a_lane_for_each_stance_and_cards_and_counts_follow_it(visit) -> None:
    page = visit(page_networks.planned_and_hedged(), address="").page
    marks = page.locator(".axis-mark")
    assert marks.all_inner_texts()[:2] == ["Jul 2024", "2025"] or marks.count() >= 3
    assert page.locator(".bars svg").evaluate_all("(all) => all.map((one) => one.dataset.stance)") == ["alleges"]
    # The words of the last mark stand before it: nothing of them is cut.
    ends = marks.evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().right)")
    assert max(ends) <= page.locator(".axis").bounding_box()["x"] + page.locator(".axis").bounding_box()["width"]
    veridia = visit(page_networks.veridia(), address="").page
    veridia.get_by_label("Said from").fill("2026-04-01")
    shown = veridia.evaluate("() => claimgraphPage.visible.records.size")
    assert 0 < shown < 11
    expect(veridia.locator("#summary")).to_contain_text(f"{shown} of 11 claims")
    expect(veridia.locator(".figures")).to_contain_text("of 11 claims")
    assert veridia.locator(".figures dd").first.inner_text() == str(shown)
    veridia.reload()
    veridia.wait_for_function("() => globalThis.claimgraphPage")
    expect(veridia.locator(".figures dd").first).to_have_text(str(shown))


def test_a_chosen_line_names_who_says_so_and_who_denies_and_is_read_by_key(visit) -> None:
    page = visit(page_networks.veridia(), address="layout=free")
    line = "pair/firm:halden-machine-works/state:veridia/contested"
    page.page.evaluate("(id) => claimgraphPage.state.select('pair', id)", line)
    expect(page.page.locator("#evidence .claims .who").first).to_contain_text("Says so:")
    expect(page.page.locator("#evidence .claims")).to_contain_text("Denies:")
    page.page.keyboard.press("r")
    expect(page.page.locator("#reading .reading-headline")).to_contain_text("Halden Machine Works")


def test_a_hub_comes_and_goes_with_the_filters(visit) -> None:
    page = visit(page_networks.one_buyer(), address="")
    page.page.evaluate("() => claimgraphPage.state.between('1990-01-01', '1990-01-02')")
    page.page.evaluate("() => claimgraphPage.state.unfilter()")
    assert page.problems == []


# The ends of a disputed line side by side, all others far around, so that the whole is seen from far.
SQUEEZED = """() => {
  const { drawing, picture } = claimgraphPage;
  const line = drawing.edges.find(({ look }) => look === "contested");
  const ends = [line.from, line.to];
  const others = drawing.nodes.filter(({ id }) => !ends.includes(id));
  const around = (at) => ({ x: Math.round(900 * Math.cos(at)), y: Math.round(900 * Math.sin(at)) });
  const placed = drawing.nodes.map((node) => ({
    ...node,
    ...(ends.includes(node.id)
      ? { x: 80 * ends.indexOf(node.id), y: 0 }
      : around((2 * Math.PI * others.indexOf(node)) / others.length)),
  }));
  picture.show({ nodes: placed, edges: drawing.edges });
  return line.id;
}"""
TOLD = """(id) => new Promise((told) => requestAnimationFrame(() => requestAnimationFrame(() => {
  const { picture } = claimgraphPage;
  const snapshot = picture.snapshot().edges.find((edge) => edge.id === id);
  told({ distance: picture.distance, brief: snapshot.brief, said: picture.words.some((one) => one.id === id) });
})))"""


def test_a_short_disputed_line_says_at_least_its_score(visit) -> None:
    page = visit(page_networks.veridia(), address="layout=free").page
    line = page.evaluate(SQUEEZED)
    told = page.evaluate(TOLD, line)
    assert told == {"distance": "far", "brief": "1:1", "said": True}


LONG_GOOD = "Fath 360 tactical missile battery"
# The longest lane of a hub whose suppliers share the picture with its recipients, in a window of this size.
TWO_SIDED = 250


def one_sided() -> Network:
    """One state that sixteen others supply, each with a good of a long name."""
    b = Builder()
    buyer = b.entity(EntityType.STATE, "Veridia")
    wire = b.article("one", "Who supplies Veridia", "Example Wire", date(2026, 3, 1))
    for number in range(16):
        seller = b.entity(EntityType.STATE, f"Land {number}")
        claim = b.claim(seller, b.entity(EntityType.GOOD, f"{LONG_GOOD} {number}"), buyer)
        b.said(claim, Stance.ALLEGES, wire, f"Land {number} sends missiles.")
    return b.network()


def test_a_hub_with_one_side_has_room_for_long_names_of_goods(visit) -> None:
    page = visit(one_sided(), address="")
    told = [str(line["label"]).splitlines()[0] for line in lines(page).values()]
    assert len(told) == 16
    assert all(label.startswith(LONG_GOOD) for label in told)
    rooms = page.page.evaluate("() => [...claimgraphPage.picture.plan.labels.values()].map(({ width }) => width)")
    assert min(rooms) > TWO_SIDED


@pytest.mark.parametrize("width", [390, 1024, 1440])
def test_no_words_of_the_timeline_cover_others(visit, width: int) -> None:
    b = Builder()
    firm, buyer = b.entity(EntityType.FIRM, "Halden"), b.entity(EntityType.STATE, "Veridia")
    claim = b.claim(firm, b.entity(EntityType.GOOD, "lathes"), buyer)
    for month in range(1, 10):
        story = b.article(f"m{month}", f"Lathes, part {month}", "Example Wire", date(2024, month, 3))
        b.said(claim, Stance.ASSERTS, story, f"Halden sold lathe {month}.")
    page = visit(b.network(), address="", viewport={"width": width, "height": 800}).page
    rooms = page.locator(".axis-mark").evaluate_all(
        "(all) => all.map((one) => one.getBoundingClientRect()).map(({ left, right }) => [left, right])"
    )
    assert len(rooms) >= 3
    assert all(before[1] <= after[0] + 1 for before, after in pairwise(rooms))
