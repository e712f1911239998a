// Several chosen together: what they are, and what can be done with all of them.

import { element, replaceContent } from "./dom.js";
import { counted } from "./words.js";

export class ManyBar {
  // `actions(ids)` are {words, does, keys}, what can be done with all that is chosen.
  constructor(container, index, state, actions) {
    Object.assign(this, { container, index, state, actions });
  }

  render() {
    const { many } = this.state;
    this.container.hidden = !many.size;
    if (!many.size) {
      replaceContent(this.container);
      return;
    }
    const claims = [...many].filter((id) => this.index.records.has(id)).length;
    const told = [many.size > claims && counted(many.size - claims, "entity", "entities"), claims && counted(claims, "claim")].filter(Boolean).join(", ");
    replaceContent(
      this.container,
      element("div", {}, element("strong", {}, `${told} chosen`),
        this.actions([...many]).map(({ words, does, keys }) => element("button", { type: "button", "aria-keyshortcuts": keys ?? null, on: { click: does } }, words))),
    );
  }
}

// The claims that stay where only some nodes are kept: those chosen, and those between two parties chosen.
export function claimsKept(index, ids) {
  const kept = new Set(ids);
  return index.data.claims.filter(({ claim }) => kept.has(claim.id) || (kept.has(claim.supplier) && kept.has(claim.recipient))).map(({ claim }) => claim.id);
}

// The claims that go where some nodes are taken away: those chosen, and those in which an entity chosen takes part.
export function claimsGone(index, ids) {
  const gone = new Set(ids);
  return index.data.claims.filter(({ claim }) => [claim.id, claim.supplier, claim.recipient, claim.good].some((id) => gone.has(id))).map(({ claim }) => claim.id);
}
