"""A page opens with one drawing of its picture: of a large one, each takes as long as all that came before."""

from __future__ import annotations

from typing import Any

import page_networks
import pytest

pytestmark = pytest.mark.browser

# Counts how often the picture was begun anew.
WATCH = """(() => {
  globalThis.drawings = 0;
  const { clearRect } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.clearRect = function (...box) {
    globalThis.drawings += 1;
    return clearRect.apply(this, box);
  };
})()"""
SEEN = """() => new Promise((seen) => {
  const wait = (frames) => (frames ? requestAnimationFrame(() => wait(frames - 1)) : seen(globalThis.drawings));
  wait(10);
})"""
BOX = """() => {
  const { picture } = claimgraphPage;
  const { clientWidth, clientHeight } = picture.container;
  const inside = picture.shownNodes.map((id) => picture.placeOf(id))
    .every(({ x, y }) => 0 <= x && x <= clientWidth && 0 <= y && y <= clientHeight);
  return { distance: picture.distance, inside };
}"""


@pytest.fixture
def opened(visit) -> Any:
    """A large page opened anew, with its drawings counted."""
    page = visit(page_networks.crowd(700), address="").page
    page.add_init_script(WATCH)
    page.reload()
    page.wait_for_function("() => globalThis.claimgraphPage")
    return page


def test_a_large_picture_is_drawn_once_when_the_page_opens(opened) -> None:
    assert opened.evaluate(SEEN) == 1
    assert opened.evaluate(BOX) == {"distance": "far", "inside": True}


def test_a_picture_is_fitted_anew_when_its_room_changes(opened) -> None:
    opened.evaluate(SEEN)
    opened.set_viewport_size({"width": 1000, "height": 600})
    opened.wait_for_function("() => globalThis.drawings > 1")
    opened.evaluate(SEEN)
    assert opened.evaluate(BOX)["inside"]


def test_counts_leave_out_what_two_filters_hide(visit) -> None:
    page = visit(page_networks.veridia()).page
    page.evaluate("() => claimgraphPage.state.toggle('status', 'alleged', false)")
    alone = page.evaluate("() => [...document.querySelectorAll('.filters label')].map((one) => one.innerText)")
    page.evaluate("() => claimgraphPage.state.toggle('modality', 'planned', false)")
    both = page.evaluate("() => [...document.querySelectorAll('.filters label')].map((one) => one.innerText)")
    told = {" ".join(row.split()).rpartition(" ")[0]: int(row.split()[-1]) for row in both}
    before = {" ".join(row.split()).rpartition(" ")[0]: int(row.split()[-1]) for row in alone}
    # A filter's own choice does not change its counts; those of the others follow.
    assert told["Planned"] == before["Planned"]
    assert told["Alleged"] < before["Alleged"]
    assert told["Said to happen"] == before["Said to happen"]


def test_a_large_picture_is_drawn_once_when_a_filter_changes(opened) -> None:
    opened.evaluate(SEEN)
    opened.evaluate("() => { globalThis.drawings = 0; claimgraphPage.state.toggle('status', 'denied', false); }")
    assert opened.evaluate(SEEN) == 1


def test_a_large_picture_is_drawn_once_when_claims_come_to_it(opened) -> None:
    opened.evaluate(SEEN)
    opened.evaluate("""() => {
      const { drawing, index, picture } = claimgraphPage;
      const [from, to] = drawing.nodes;
      const { x, y } = from;
      const node = { ...from, id: "state:new", x: x + 40, y: y + 40 };
      globalThis.drawings = 0;
      picture.show({ nodes: [...drawing.nodes.slice(0, -1), node], edges: drawing.edges.slice(0, -1) }, { keep: true });
    }""")
    assert opened.evaluate(SEEN) == 1
