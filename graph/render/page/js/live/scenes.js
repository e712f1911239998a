// Named views: kept in the store with their notes, reopened, removed; and the address of a view as a link.

import { closesOutside, element, isolated, replaceContent } from "../dom.js";
import { counted } from "../words.js";
import { button } from "./actions.js";
import { ask } from "./api.js";

export class ScenesMenu {
  // `open(scene)` shows one; `tell(step)` does what may go wrong; `say(words)` tells what was done.
  constructor(before, canvas, { open, tell, say }) {
    Object.assign(this, { canvas, openScene: open, tell, say });
    this.box = element("div", { class: "menu scenes" });
    this.details = element("details", { class: "save views" }, element("summary", { role: "button", on: { click: () => this.#renew() } }, "Views"), this.box);
    before.before(this.details);
    closesOutside(this.details);
  }

  close() {
    this.details.open = false;
  }

  #renew() {
    return this.tell(async () => this.#list((await ask("scenes", {}, { quietly: true })).scenes));
  }

  #list(scenes) {
    const { info } = this.canvas.page.index.data;
    const current = scenes.find(({ name }) => name === this.name);
    const name = element("input", { type: "text", id: "scene-name", maxlength: 100, required: true, value: current?.name ?? info.title });
    const note = element("textarea", { id: "scene-note", rows: 3, maxlength: 20000 });
    note.value = current?.note ?? "";
    const keep = (event) => {
      event.preventDefault();
      this.tell(() => this.#keep(name.value, note.value));
    };
    replaceContent(
      this.box,
      element(
        "form", { class: "scene-form", on: { submit: keep } },
        element("label", { for: "scene-name" }, "Keep this view as"), name, element("label", { for: "scene-note" }, "Notes"), note,
        element("div", { class: "dialog-tools" }, element("button", { type: "submit", class: "main" }, "Keep"), button("Copy link", () => this.#copy())),
      ),
      scenes.length ? element("ul", { "aria-label": "Named views" }, scenes.map((scene) => this.#entry(scene))) : element("p", { class: "hint" }, "No view was kept yet."),
    );
  }

  #entry(scene) {
    const open = button("", () => this.tell(() => this.open(scene.name)), { class: "quiet scene-open", title: scene.note || scene.title });
    open.append(isolated(scene.name));
    return element(
      "li", {}, open, element("span", { class: "count" }, counted(scene.claims, "claim")),
      button("Remove", () => this.tell(() => this.#remove(scene.name)), { class: "quiet", "aria-label": `Remove the view ${scene.name}` }),
    );
  }

  async #keep(name, note) {
    const { canvas } = this;
    const claims = [...canvas.claims];
    const answer = await ask("keep-scene", { name, note, title: canvas.page.index.data.info.title, address: location.hash.slice(1), claims });
    this.name = answer.name;
    this.#list(answer.scenes);
    this.say(`${answer.replaced ? "Kept instead of the earlier one" : "Kept"}: ${answer.name}`);
  }

  async open(name) {
    const scene = await ask("scene", { name });
    await this.openScene(scene);
    this.name = scene.name;
    this.close();
    const lost = scene.lost ? `; ${counted(scene.lost, "claim")} of it no article states any more` : "";
    this.say(`Opened ${scene.name}${scene.note ? `: ${scene.note}` : ""}${lost}`);
  }

  async #remove(name) {
    const { scenes } = await ask("remove-scene", { name });
    if (this.name === name) this.name = null;
    this.#list(scenes);
    this.say(`Removed the view ${name}`);
  }

  async #copy() {
    try {
      await navigator.clipboard.writeText(location.href);
      this.say("The link to this view is copied; it opens here while the explorer runs");
    } catch {
      this.say("The browser does not permit copying here; the address line holds the link");
    }
  }
}
