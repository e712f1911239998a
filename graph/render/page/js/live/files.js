// What the server writes of the current view: files in further formats.

import { ask } from "./api.js";

const FORMATS = [
  ["HTML", "html", "this view as a page that opens offline"],
  ["CSV", "csv", "the claims as a table"],
  ["GraphML", "graphml", "for Gephi, yEd, Cytoscape"],
  ["GEXF", "gexf", "for Gephi"],
];

export function viewFiles(canvas) {
  return FORMATS.map(([name, format, about]) => ({ name, about, make: () => written(canvas, format) }));
}

async function written(canvas, format) {
  const { name, media, text } = await ask("export", { ...canvas.asked(), format, state: location.hash.slice(1) });
  return { name, blob: new Blob([text], { type: media }) };
}
