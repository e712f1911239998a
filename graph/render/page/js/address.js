// The state of the page in its address, so that a link or a reload brings it back.

const GROUPS = ["status", "type", "certainty", "modality"];

// "v=supply&status=alleged,denied&from=2026-01-01&s=claim:ab12"; what is as usual is left out.
export function writeState(state) {
  const { selection, range, only } = state;
  const told = new URLSearchParams();
  const put = (name, value) => value && told.set(name, value);
  put("v", state.projection === "claims" ? "" : state.projection);
  put("pane", state.pane === "table" ? "table" : "");
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
  state.projection = get("v") === "supply" ? "supply" : "claims";
  state.pane = get("pane") === "table" ? "table" : "picture";
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

function confidenceIn(text) {
  const number = Number.parseFloat(text);
  return number > 0 && number <= 1 ? number : 0;
}

function dateIn(text) {
  return /^\d{4}-\d\d-\d\d$/.test(text) ? text : "";
}
