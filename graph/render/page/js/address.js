// The state of the page in its address, so that a link or a reload brings it back.

import { COLOURS, GROUPINGS, LAYOUTS, LINKS, SIZES } from "./state.js";

const KEPT_PANES = ["table", "reading"];
const GROUPS = ["status", "type", "certainty", "modality", "review"];

// "v=claims&no-status=alleged,denied&from=2026-01-01&claim=claim:ab12"; what is as usual is left out.
export function writeState(state) {
  const { selection, range, only } = state;
  const told = new URLSearchParams();
  const put = (name, value) => value && told.set(name, value);
  put("v", state.projection === "supply" ? "" : state.projection);
  put("layout", state.layout === "auto" ? "" : state.layout);
  for (const name of ["hub", "group", "sized", "coloured", "links"]) put(name, state[name]);
  put("lanes", state.all ? "all" : "");
  put("pane", KEPT_PANES.includes(state.pane) ? state.pane : "");
  for (const group of GROUPS) put(`no-${group}`, [...state.hidden[group]].join(","));
  put("origins", state.least ? String(state.least) : "");
  put("confidence", state.lowest ? String(state.lowest) : "");
  put("when", state.clock === "said" ? "" : state.clock);
  put("from", range.from);
  put("to", range.to);
  for (const [what, value] of Object.entries(only)) put(what, value);
  for (const id of state.away) told.append("away", id);
  if (selection) put(selection.kind, selection.id);
  return told.toString();
}

// Set the state to what an address says; what it does not name is as usual.
export function readState(text, state) {
  const told = new URLSearchParams(text);
  const get = (name) => told.get(name) ?? "";
  state.projection = get("v") === "claims" ? "claims" : "supply";
  state.layout = oneOf(LAYOUTS, get("layout"), "auto");
  state.hub = get("hub");
  state.group = oneOf(GROUPINGS, get("group"), "");
  state.sized = oneOf(SIZES, get("sized"), "");
  state.coloured = oneOf(COLOURS, get("coloured"), "");
  state.links = oneOf(LINKS, get("links"), "");
  state.all = get("lanes") === "all";
  state.pane = KEPT_PANES.find((pane) => pane === get("pane")) ?? "picture";
  for (const group of GROUPS) state.hidden[group] = new Set(get(`no-${group}`).split(",").filter(Boolean));
  state.least = Number.parseInt(get("origins"), 10) || 0;
  state.lowest = confidenceIn(get("confidence"));
  state.clock = get("when") === "happened" ? "happened" : "said";
  state.range = { from: dateIn(get("from")), to: dateIn(get("to")) };
  for (const what of Object.keys(state.only)) state.only[what] = get(what);
  state.away = new Set(told.getAll("away"));
  const kind = ["claim", "entity", "pair"].find((one) => told.has(one));
  state.selection = kind ? { kind, id: get(kind) } : null;
}

function oneOf(words, word, otherwise) {
  return words.includes(word) ? word : otherwise;
}

function confidenceIn(text) {
  const number = Number.parseFloat(text);
  return number > 0 && number <= 1 ? number : 0;
}

function dateIn(text) {
  return /^\d{4}-\d\d-\d\d$/.test(text) ? text : "";
}
