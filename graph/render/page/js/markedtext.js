// A text in which words are marked, by the page and by the reader. Offsets are code points into the text of the article.

import { element, replaceContent } from "./dom.js";

const WORD = /[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}'’.&-]*[\p{L}\p{N}])?/gu;

export class MarkedText {
  // `changed(span)` is called when the reader marks other words: {start, end, words}, or null.
  constructor(changed = () => {}) {
    this.box = element("div", { class: "article-text desk-words", dir: "auto", tabindex: "-1" });
    this.changed = changed;
    this.span = null;
    document.addEventListener("selectionchange", () => this.#read());
  }

  // `from` is where the text begins in the article; marks: {start, end, className, letter, title}, the weightiest first.
  show(text, marks, from = 0) {
    this.letters = [...text];
    this.from = from;
    this.words = wordPlaces(text);
    const inside = marks
      .map((mark) => ({ ...mark, start: Math.max(0, mark.start - from), end: Math.min(this.letters.length, mark.end - from) }))
      .filter((mark) => mark.start < mark.end);
    const ends = [...new Set([0, this.letters.length, ...inside.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
    replaceContent(this.box, ends.slice(0, -1).map((start, at) => this.#piece(start, ends[at + 1], inside)));
    this.span = null;
  }

  #piece(start, end, marks) {
    const here = marks.filter((mark) => mark.start <= start && end <= mark.end);
    const words = this.letters.slice(start, end).join("");
    if (!here.length) return document.createTextNode(words);
    const lettered = here.find((mark) => mark.letter && mark.end === end);
    const titles = here.map((mark) => mark.title).filter(Boolean).join("\n");
    return element("span", { class: here.map((mark) => mark.className).join(" "), "data-letter": lettered?.letter, title: titles || null }, words);
  }

  // Bring a place into view.
  reach(start) {
    const range = this.#range(start - this.from, start - this.from + 1);
    const { top } = range.getBoundingClientRect();
    const { parentElement: around } = this.box;
    around.scrollTop += top - around.getBoundingClientRect().top - around.clientHeight / 3;
  }

  // Mark the next word, or the one before; `longer` keeps what is marked. Begins near a place of the article.
  step(by, longer, near) {
    const { words } = this;
    if (!words.length) return;
    const span = this.span && { start: this.span.start - this.from, end: this.span.end - this.from };
    const at = span ? this.#wordAt(by > 0 ? span.end - 1 : span.start) : this.#wordAt(near - this.from) - (by > 0 ? 1 : 0);
    const next = words[Math.max(0, Math.min(words.length - 1, at + by))];
    const wanted = longer && span ? { start: Math.min(span.start, next.start), end: Math.max(span.end, next.end) } : next;
    this.mark(wanted.start + this.from, wanted.end + this.from);
  }

  mark(start, end) {
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(this.#range(start - this.from, end - this.from));
    this.#read();
  }

  unmark() {
    getSelection().removeAllRanges();
    this.span = null;
  }

  #wordAt(place) {
    const at = this.words.findIndex((word) => word.end > place);
    return at < 0 ? this.words.length - 1 : at;
  }

  // What the reader marked in this text; what is marked elsewhere changes nothing.
  #read() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    if (!this.box.isConnected || !this.box.contains(range.commonAncestorContainer)) return;
    const before = document.createRange();
    before.setStart(this.box, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const words = range.toString();
    const left = words.length - words.trimStart().length;
    const start = [...before.toString()].length + [...words.slice(0, left)].length;
    const end = start + [...words.trim()].length;
    if (end === start) return;
    this.span = { start: start + this.from, end: end + this.from, words: words.trim() };
    this.changed(this.span);
  }

  #range(start, end) {
    const range = document.createRange();
    const walker = document.createTreeWalker(this.box, NodeFilter.SHOW_TEXT);
    let done = 0;
    range.selectNodeContents(this.box);
    range.collapse(true);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const letters = [...node.data];
      const unit = (at) => letters.slice(0, at).join("").length;
      if (start >= done && start < done + letters.length) range.setStart(node, unit(start - done));
      if (end > done && end <= done + letters.length) {
        range.setEnd(node, unit(end - done));
        break;
      }
      done += letters.length;
    }
    return range;
  }
}

function wordPlaces(text) {
  const found = [];
  let [units, points] = [0, 0];
  for (const match of text.matchAll(WORD)) {
    points += [...text.slice(units, match.index)].length;
    units = match.index + match[0].length;
    const start = points;
    points += [...match[0]].length;
    found.push({ start, end: points });
  }
  return found;
}
