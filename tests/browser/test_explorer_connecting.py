"""What ties entities together in the live page: two side by side, and a hub's rest in groups."""

from __future__ import annotations

import re

import pytest
from live_page import LiveVisit
from playwright.sync_api import expect

from claimgraph.app.explore import reads
from claimgraph.app.explore.asked import Asked
from claimgraph.app.explore.explorer import Explorer
from claimgraph.graph.store import Store

pytestmark = [pytest.mark.browser, pytest.mark.integration]


def compare(live: LiveVisit, one: str, other: str) -> None:
    live.page.get_by_role("tab", name="Connect").click()
    for label, name in (("one", one), ("the other", other)):
        live.page.get_by_role("combobox", name=re.compile(f"^{label}")).fill(name)
    live.press("Compare")


def test_two_states_stand_side_by_side_with_the_suppliers_that_they_share(live: LiveVisit) -> None:
    compare(live, "Russia", "Ukraine")
    rows = [" ".join(row.split()) for row in live.page.locator(".comparison tbody tr").all_inner_texts()]
    assert rows[:2] == ["Both (1)", "China asserted 4 alleged denied asserted denied"]
    # Veridia is said to be stopped from supplying one of them: that is nothing that they share.
    assert rows[2] == "Both, but denied or stopped for one (1)"
    assert rows[3].startswith("Veridia")
    assert rows[4] == "Only Russia (4)"
    assert "1 party shared, 1 denied or stopped for one" in live.page.locator(".results-head").inner_text()
    live.press("Goods")
    goods = [" ".join(row.split()) for row in live.page.locator(".comparison tbody tr").all_inner_texts()]
    assert {"machine tools alleged asserted", "weapons denied negated denied"} <= set(goods)
    # What is only denied is nothing that the two share.
    opposed = [row.startswith("Both, but denied or stopped for one") for row in goods].index(True)
    assert goods.index("machine tools alleged asserted") < opposed < goods.index("weapons denied negated denied")


def test_what_two_share_is_drawn(live: LiveVisit) -> None:
    compare(live, "Russia", "Ukraine")
    live.page.get_by_role("button", name=re.compile("^Draw what they share")).click()
    live.settled()
    assert live.names() >= {"China", "Russia", "Ukraine"}
    assert not {"iRay Technology", "Veridia"} & live.names()


def test_two_are_compared_as_those_who_supply_too(live: LiveVisit) -> None:
    live.page.get_by_role("tab", name="Connect").click()
    live.page.get_by_label("as those who").select_option("supplies")
    compare(live, "China", "Veridia")
    expect(live.page.locator(".comparison thead")).to_contain_text("From Veridia")
    expect(live.page.locator(".comparison")).to_contain_text("Both (1)")


def test_nobody_is_compared_with_itself(live: LiveVisit) -> None:
    compare(live, "Russia", "state:RU")
    expect(live.page.locator(".outcome.problem")).to_contain_text("both are the same; choose two entities")


def test_the_rest_of_a_hub_comes_in_groups_of_which_each_unfolds_by_itself(live: LiveVisit, corpus: Store) -> None:
    explorer = Explorer(corpus)
    asked = {"entity": "state:CN", "relation": "supplies", "by": "recipient"}
    groups = explorer.answer("groups", Asked(asked))["groups"]
    assert [(group["name"], group["claims"]) for group in groups] == [("Russia", 6), ("Ukraine", 2), ("Iran", 1)]
    only = {"entity": "state:CN", "relation": "supplies", "part": "recipient", "other": "state:UA"}
    assert len(explorer.answer("expand", Asked(only))["claims"]) == 2
    # The page offers groups where more is left than one step shows; here a step shows three.
    live.in_steps_of(3, "actions.js")
    live.page.reload()
    live.page.wait_for_selector("body.ready")
    live.empty()
    live.add("China")
    live.page.get_by_label("Group the rest").select_option("said to supply, by recipient")
    live.page.get_by_role("button", name="Unfold Ukraine: 2").click()
    live.settled()
    assert live.names() >= {"China", "Ukraine"} and "Russia" not in live.names()


def test_every_relation_can_be_grouped_by_every_part(corpus: Store) -> None:
    for relation in reads.RELATIONS:
        for part in reads.PARTS:
            for group in reads.groups(corpus, "state:CN", relation, part, 5)[0]:
                claims = reads.strongest(corpus, "state:CN", relation, [], 100, (part, group["id"]))
                assert len(claims) == group["claims"]
