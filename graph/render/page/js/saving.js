// What can be saved from the page as a file: the picture, and the data behind it.

import { closesOutside, element, replaceContent } from "./dom.js";
import { withWords } from "./pngtext.js";
import { provenance } from "./provenance.js";
import { drawnSvg } from "./svgfile.js";

// A menu of file formats. Each entry: {name: "PNG", about, make: () => Promise<{name, blob}>}.
export class SaveMenu {
  constructor(container, entries, { say, failed }) {
    Object.assign(this, { container, say, failed });
    const list = element("div", { class: "menu" });
    const offer = () => replaceContent(list, entries().map((entry) => this.#entry(entry)));
    this.details = element("details", { class: "save" }, element("summary", { role: "button", on: { click: offer } }, "Save"), list);
    replaceContent(container, this.details);
    closesOutside(this.details);
  }

  close() {
    this.details.open = false;
  }

  // An entry with `open` asks for more before anything is saved.
  #entry({ name, about, make, open }) {
    const act = () => (open ? (this.close(), open()) : this.#save(make));
    return element(
      "button", { type: "button", on: { click: act } }, element("strong", {}, name), element("span", {}, about),
    );
  }

  async #save(make) {
    this.close();
    try {
      const { name, blob } = await make();
      download(name, blob);
      this.say(`Saved ${name}`);
    } catch (problem) {
      this.failed(`Not saved: ${problem.message}`);
    }
  }
}

export function download(name, blob) {
  const address = URL.createObjectURL(blob);
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

// A title as the name of a file: letters and digits, joined by hyphens (as `files.py` does).
export function stemOf(title, otherwise = "claims") {
  return title.toLowerCase().match(/[\p{L}\p{N}]+/gu)?.join("-").slice(0, 60).replace(/-$/, "") || otherwise;
}

// The formats that need nothing but the page itself.
export function pictureFiles(page) {
  const stem = stemOf(page.index.data.info.title);
  const svgText = () => drawnSvg(page.picture.snapshot(), page.index);
  return [
    { name: "PNG", about: "the picture, for a text", make: async () => ({ name: `${stem}.png`, blob: await withWords(await rasterized(svgText()), wordsOf(page.index)) }) },
    { name: "SVG", about: "the picture, to be edited", make: async () => ({ name: `${stem}.svg`, blob: new Blob([svgText().text], { type: "image/svg+xml" }) }) },
    { name: "JSON", about: "the data of this page", make: async () => ({ name: `${stem}.json`, blob: jsonOf(page.index.data) }) },
  ];
}

function wordsOf(index) {
  return { Title: index.data.info.title, Software: "claimgraph", Description: provenance(index).join("\n") };
}

function jsonOf(data) {
  const { format, info, entities, articles, claims } = data;
  return new Blob([`${JSON.stringify({ format, info, entities, articles, claims }, null, 2)}\n`], { type: "application/json" });
}

const SHARPNESS = 2;
const MOST_PIXELS = 12_000;

async function rasterized({ text, width, height }) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const scale = Math.min(SHARPNESS, MOST_PIXELS / Math.max(width, height));
  const canvas = element("canvas", { width: Math.ceil(width * scale), height: Math.ceil(height * scale) });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the picture is too large for a PNG; save it as SVG"))), "image/png");
  });
}
