// What stands over the picture: how it is laid out and grouped, what its figures mean, and what it does not draw.

import { foldedWords } from "./arranged.js";
import { element, onWidth, replaceContent } from "./dom.js";
import { titleOf } from "./regions.js";
import { SCORE_MEANS, WIDTH_MEANS } from "./score.js";
import { LINK_WORDS } from "./state.js";

const LAYOUT_WORDS = { auto: "as it fits", free: "free", hub: "supplier | hub | recipient", sides: "who says so | claim | who denies" };
const LAYOUTS_OF = { supply: ["auto", "free", "hub"], claims: ["auto", "sides"] };
const GROUPING_WORDS = { "": "none", goods: "goods", status: "status" };
const SIZE_WORDS = { "": "all equal", claims: "by claims", origins: "by origins" };
const COLOUR_WORDS = { "": "by type", community: "by community" };
const LINKS_WORDS = { "": "none", ...LINK_WORDS, all: "all" };

export class PictureTools {
  // `opened(region)` looks at a community from near, at all of them with null.
  constructor(container, index, state, { opened }) {
    Object.assign(this, { container, index, state });
    this.layout = choice("Layout", LAYOUT_WORDS, (layout) => state.draw({ layout, hub: layout === "hub" && state.selection?.kind === "entity" ? state.selection.id : "" }));
    this.group = choice("Group", GROUPING_WORDS, (group) => state.draw({ group }));
    this.looks = {
      sized: choice("Size", SIZE_WORDS, (sized) => state.draw({ sized })),
      coloured: choice("Colour", COLOUR_WORDS, (coloured) => state.draw({ coloured })),
      links: choice("Links", LINKS_WORDS, (links) => state.draw({ links })),
    };
    this.region = choice("Community", { "": "all" }, (number) => opened(this.regions.find((one) => String(one.number) === number) ?? null));
    const more = this.more = element(
      "details", { class: "looks", on: { keydown: (event) => event.key === "Escape" && this.#closed(event, more), focusout: ({ relatedTarget }) => relatedTarget && !more.contains(relatedTarget) && (more.open = false) } },
      element("summary", { role: "button" }, "Look ▾"),
    );
    this.menu = element("div", { class: "menu" }, Object.values(this.looks).map(({ label }) => label), element("p", { class: "score-key" }, SCORE_MEANS, " ", WIDTH_MEANS));
    more.append(this.menu);
    this.all = element("button", { type: "button", class: "quiet", on: { click: () => state.draw({ all: !state.all }) } });
    this.told = element("span", { class: "told" });
    this.end = element("span", { class: "rest" }, this.told, this.all);
    this.key = element("span", { class: "score-key", title: SCORE_MEANS }, SCORE_MEANS, element("span", { class: "wide" }, ` ${WIDTH_MEANS}`));
    replaceContent(container, this.layout.label, this.group.label, this.region.label, more, this.end, this.key);
    onWidth(container, () => this.#fit());
  }

  render({ plan, regions }, pane) {
    const { state, index } = this;
    this.container.hidden = pane !== "picture" || !index.data.claims.length;
    const supply = state.projection === "supply";
    for (const option of this.layout.select.options) option.hidden = !LAYOUTS_OF[state.projection].includes(option.value);
    this.group.label.hidden = !plan?.box;
    this.looks.links.label.hidden = Boolean(plan) || !index.data.drawings[state.projection].edges.some(({ claims }) => !claims.length);
    this.looks.coloured.label.hidden = !Object.keys(index.data.communities ?? {}).length;
    this.key.hidden = !supply;
    this.#offer(regions.all);
    this.layout.select.value = LAYOUTS_OF[state.projection].includes(state.layout) ? state.layout : "auto";
    this.group.select.value = state.group;
    for (const [name, { select }] of Object.entries(this.looks)) select.value = state[name];
    const { folded, kept, apart } = foldedWords(plan);
    replaceContent(this.told, folded, kept && element("span", { class: "kept" }, kept), apart);
    this.told.title = `${folded}${kept}${apart}`;
    this.all.hidden = !plan || (!state.all && !plan.folded);
    this.all.textContent = state.all ? "Only the strongest" : `Draw all ${plan ? plan.drawn + plan.folded : ""}`;
    this.end.hidden = !folded && !apart && this.all.hidden;
    this.#fit();
  }

  // At most two rows: what finds no room in the first goes into the menu; the second says in full what is not drawn, as far as
  // there is room. The menu explains the figures in any case.
  #fit() {
    const { container, menu, more } = this;
    const asked = [container.clientWidth, this.group.label.hidden, this.region.label.hidden, this.told.textContent, this.all.textContent, this.all.hidden, this.key.hidden].join("\n");
    if (!container.clientWidth || asked === this.fitted) return;
    this.fitted = asked;
    const [focused, folding] = [document.activeElement, [this.group.label, this.region.label]];
    for (const label of folding) more.before(label);
    container.classList.remove("brief", "short-key", "keyless");
    const [first] = container.children;
    const below = (one, other) => one.offsetParent !== null && one.offsetTop >= other.offsetTop + other.offsetHeight;
    for (const label of folding.toReversed()) if (below(more, first)) menu.prepend(label);
    container.classList.toggle("brief", below(this.all, this.told));
    for (const shorter of ["short-key", "keyless"]) if (below(this.key, this.end.hidden ? more : this.end)) container.classList.add(shorter);
    if (focused !== document.activeElement) focused.focus({ preventScroll: true });
  }

  #closed(event, more) {
    event.stopPropagation();
    more.open = false;
    more.firstElementChild.focus();
  }

  #offer(regions) {
    const { select, label } = this.region;
    this.regions = regions;
    label.hidden = !regions.length;
    const options = [["", "all"], ...regions.map((region) => [String(region.number), `${titleOf(region)} (${region.ids.length})`])];
    if ([...select.options].map(({ text }) => text).join("\n") !== options.map(([, words]) => words).join("\n")) {
      replaceContent(select, options.map(([value, word]) => element("option", { value }, word)));
    }
    const { matches } = this.state;
    select.value = String(regions.find(({ ids }) => matches?.size === ids.length && ids.every((id) => matches.has(id)))?.number ?? "");
  }
}

function choice(title, words, chosen) {
  const select = element("select", { on: { change: () => chosen(select.value) } }, Object.entries(words).map(([value, word]) => element("option", { value }, word)));
  return { select, label: element("label", {}, element("span", {}, title), select) };
}
