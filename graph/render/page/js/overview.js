// What a page says about what it shows: how much, what is left out, and what to do where filters hide everything.

import { element } from "./dom.js";
import { queryCall } from "./source.js";
import { tooUnsure } from "./filters.js";
import { belowWords } from "./legend.js";
import { counted, STATUSES } from "./words.js";

// "15 entities · 17 claims · suppliers_of(state="Veridia")"; "9 entities · 6 of 17 claims" where some are hidden.
export function summary({ index, state, visible }) {
  const { claims, info } = index.data;
  const entities = state.filtered ? visible.entities.size : index.participants().length;
  const shown = visible.records.size < claims.length ? `${visible.records.size.toLocaleString("en")} of ` : "";
  // After further steps the claims are not those of the query any more.
  const query = queryCall(info) && `${info.steps.length > 1 ? "began with " : ""}${queryCall(info)}`;
  return [counted(entities, "entity", "entities"), `${shown}${counted(claims.length, "claim")}`, query].filter(Boolean).join(" · ");
}

// What the reader has to know: nothing to show, a part only, or what is left out. `told` where the picture says it itself.
export function notices({ index, state, visible }, told) {
  const { claims, alone, total_claims: total } = index.data;
  return [
    !told && !claims.length && !alone.length && "No claims to show. Load articles that report who supplies what to whom, or ask a wider query.",
    !told && claims.length > 0 && !visible.records.size && "The filters hide every claim. Tick more of the legend to see some.",
    tooUnsure(index, state) > 0 && `${belowWords(tooUnsure(index, state), state.lowest)}.`,
    state.away.size > 0 && `${counted(state.away.size, "node")} hidden.`,
    total > claims.length && rankedOf(index),
    state.projection === "claims" && state.pane === "picture" && undrawnOf(index, visible),
  ].filter(Boolean).join(" ");
}

// What stands in the middle of a picture whose filters hide everything; null where something is seen.
export function nothingPasses({ index, state, visible }) {
  if (!index.data.claims.length || visible.records.size || visible.entities.size) return null;
  return [
    element("h2", {}, "The filters hide every claim"),
    element("p", {}, "Tick more of the legend, widen the dates, or take all filters back."),
    element("button", { type: "button", class: "main", on: { click: () => state.unfilter() } }, "Show everything again"),
  ];
}

// What is too much for the claims projection, which draws each claim by itself: told by status, as denials are asked for first.
function undrawnOf(index, visible) {
  if (index.data.drawings.claims.later) return "";
  const drawn = new Set(index.data.drawings.claims.nodes.filter(({ kind }) => kind === "Claim").map(({ id }) => id));
  const missing = [...visible.records.values()].filter(({ claim }) => !drawn.has(claim.id));
  if (!missing.length) return "";
  const told = STATUSES.map((status) => [missing.filter((record) => record.status === status).length, status]).filter(([count]) => count);
  return `The strongest ${drawn.size.toLocaleString("en")} of ${counted(index.data.claims.length, "claim")} are drawn one by one, of each status those with most independent origins. Not drawn: ${told.map(([count, status]) => `${count.toLocaleString("en")} ${status}`).join(", ")}. Supply and the table hold all.`;
}

// "Strongest 702 of 794 claims: … Not shown: 80 alleged, 6 denied, 6 negated."
function rankedOf(index) {
  const { claims, total_claims: total } = index.data;
  const missing = [...index.notShown].map(([status, count]) => `${count.toLocaleString("en")} ${status}`).join(", ");
  return `Strongest ${claims.length.toLocaleString("en")} of ${counted(total, "claim")}: of each status those with most independent origins, then statements.${missing ? ` Not shown: ${missing}.` : ""}`;
}
