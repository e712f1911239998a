// What the pointer rests on lights up with its neighbours, and a card says in words what it is.

import { affirming } from "./data.js";
import { element, isolated, replaceContent } from "./dom.js";
import { chip, shapeSample } from "./palette.js";
import { speakerName, confidenceText, counted, headline, shortened, STATUSES } from "./words.js";
import { voicesAgainst } from "./voices.js";

const REST_OF_POINTER = 70; // milliseconds
const FROM_POINTER = 14; // pixels
const MOST_LETTERS_OF_A_QUOTE = 220;
const GOODS_ON_CARD = 3;

export class Hovering {
  #timer = 0;
  #shown = null;

  // `place` holds the picture; the card lies over it.
  constructor(place, picture, index) {
    Object.assign(this, { place, picture, index });
    this.card = element("div", { class: "hover-card", id: "hover-card", hidden: true });
    place.after(this.card);
    place.addEventListener("pointermove", (event) => this.#moved(event));
    for (const going of ["pointerleave", "pointerdown", "wheel"]) place.addEventListener(going, () => this.hide(), { capture: true, passive: true });
    document.addEventListener("keydown", () => this.hide(), { capture: true });
  }

  hide() {
    clearTimeout(this.#timer);
    this.card.hidden = true;
    if (this.#shown) this.picture.point(null);
    this.#shown = null;
  }

  #moved(event) {
    clearTimeout(this.#timer);
    if (event.buttons || event.pointerType === "touch") return;
    const { clientX, clientY } = event;
    this.#timer = setTimeout(() => this.#rests(clientX, clientY), REST_OF_POINTER);
  }

  #rests(clientX, clientY) {
    const room = this.place.getBoundingClientRect();
    const spot = { x: clientX - room.left, y: clientY - room.top };
    const found = this.picture.whatIsAt(spot);
    if (!found) {
      this.hide();
      return;
    }
    if (this.#shown?.id !== found.id) {
      this.#shown = found;
      this.picture.point(found);
      replaceContent(this.card, this.#words(found));
    }
    this.card.hidden = false;
    this.#stand(spot, room);
  }

  // Beside the pointer, inside the picture.
  #stand({ x, y }, room) {
    const { offsetWidth: width, offsetHeight: height } = this.card;
    const beside = (at, size, most) => (at + FROM_POINTER + size <= most ? at + FROM_POINTER : Math.max(4, at - FROM_POINTER - size));
    this.card.style.left = `${this.place.offsetLeft + beside(x, width, room.width)}px`;
    this.card.style.top = `${this.place.offsetTop + beside(y, height, room.height)}px`;
  }

  #words({ kind, id }) {
    if (kind === "claim") return this.#claim(this.index.records.get(id));
    return kind === "pair" ? this.#pair(id) : this.#entity(this.index.entities.get(id));
  }

  #claim(record) {
    const [quoted] = affirming(record).length ? affirming(record) : record.statements;
    const denies = voicesAgainst(this.index, record).length;
    const confidence = confidenceText(record);
    return [
      element("p", { class: "card-title" }, isolated(headline(this.index, record))),
      element("p", { class: "facts" }, chip(record), element("span", {}, `${counted(record.origins, "origin")} ${record.origins === 1 ? "says" : "say"} so`),
        denies > 0 && element("span", {}, `${counted(denies, "voice")} ${denies === 1 ? "denies" : "deny"}`), confidence && element("span", {}, `confidence ${confidence}`)),
      quoted && element("blockquote", {}, isolated(shortened(quoted.evidence.quote, MOST_LETTERS_OF_A_QUOTE))),
      quoted && element("p", { class: "where" }, isolated(speakerName(this.index, quoted))),
    ];
  }

  #pair(id) {
    const edge = this.index.data.drawings.supply.edges.find((one) => one.id === id);
    if (!edge) return [];
    const records = edge.claims.map((claim) => this.index.records.get(claim)).filter((record) => this.picture.visible.records.has(record.claim.id));
    return [
      element("p", { class: "card-title" }, isolated(this.index.nameOf(edge.from)), " → ", isolated(this.index.nameOf(edge.to))),
      element("p", { class: "facts" }, tallied(records)), goodsIn(this.index, records),
    ];
  }

  #entity(entity) {
    const records = this.index.allClaimsOf(entity.id).map((id) => this.index.records.get(id)).filter((record) => this.picture.visible.records.has(record.claim.id));
    const whose = entity.speaks_for ?? entity.country;
    return [
      element("p", { class: "card-title" }, shapeSample(entity.type), " ", isolated(this.index.nameOf(entity.id))),
      element("p", { class: "where" }, [entity.type, whose && `${entity.speaks_for ? "speaks for" : "of"} ${this.index.nameOf(whose)}`].filter(Boolean).join(" · ")),
      element("p", { class: "facts" }, counted(records.length, "claim"), " here", records.length > 0 && ": ", tallied(records)),
      entity.type !== "Good" && goodsIn(this.index, records),
    ];
  }
}

// "3 alleged, 1 contested".
function tallied(records) {
  const counts = STATUSES.map((status) => [status, records.filter((record) => record.status === status).length]).filter(([, count]) => count);
  return element("span", {}, counts.map(([status, count]) => `${count} ${status}`).join(", "));
}

function goodsIn(index, records) {
  const goods = [...new Set(records.map((record) => index.nameOf(record.claim.good)))];
  const more = goods.length - GOODS_ON_CARD;
  return goods.length > 0 && element("p", { class: "where" }, isolated([...goods.slice(0, GOODS_ON_CARD), more > 0 && `${more} more`].filter(Boolean).join(", ")));
}
