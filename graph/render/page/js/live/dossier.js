// The dossier of what is seen or chosen: a small form, and a document that the server writes.

import { element, isolated, replaceContent } from "../dom.js";
import { download } from "../saving.js";
import { counted, shortened } from "../words.js";
import { button } from "./actions.js";
import { ask } from "./api.js";

const MOST_OF_A_NOTE = 80;
const FORMATS = [["html", "HTML, prints well and as PDF"], ["docx", "Word (DOCX)"], ["md", "Markdown"]];

// The claims that are chosen: one claim, those of a line of Supply, of an entity, or of several; null where nothing is.
export function chosenClaims({ state, visible, index }) {
  const several = state.many ? [...state.many].flatMap((id) => claimsOf(id, visible, index)) : [];
  if (several.length) return [...new Set(several)];
  const { selection } = state;
  if (!selection) return null;
  const found = selection.kind === "pair" ? claimsOfPair(selection.id, visible, index) : claimsOf(selection.id, visible, index);
  return found.length ? found : null;
}

function claimsOf(id, visible, index) {
  return index.records.has(id) ? [id] : index.allClaimsOf(id).filter((claim) => visible.records.has(claim));
}

function claimsOfPair(id, visible, index) {
  const line = index.data.drawings.supply.edges.find((edge) => edge.id === id);
  return (line?.claims ?? []).filter((claim) => visible.records.has(claim));
}

export class DossierForm {
  // `say(words)` tells that it is saved; `written(path)` is not needed: the browser keeps the file.
  constructor(canvas, { say }) {
    Object.assign(this, { canvas, say });
    this.dialog = element("dialog", { class: "form-dialog", "aria-labelledby": "dossier-title" });
    document.body.append(this.dialog);
  }

  open() {
    const { page } = this.canvas;
    const shown = [...page.visible.records.keys()];
    const chosen = chosenClaims(page);
    const title = element("input", { type: "text", value: page.index.data.info.title, maxlength: 300, id: "dossier-name" });
    const note = element("textarea", { rows: 3, id: "dossier-note", maxlength: 20000 });
    const which = (value, words, checked) => element("label", { class: "choice" }, element("input", { type: "radio", name: "dossier-which", value, checked }), ` ${words}`);
    const format = element("select", { id: "dossier-format" }, FORMATS.map(([value, words]) => element("option", { value }, words)));
    const notes = this.#notes();
    const problem = element("p", { class: "problem", role: "alert", hidden: true });
    const write = async (event) => {
      event.preventDefault();
      problem.hidden = true;
      const claims = this.dialog.querySelector("input[value=chosen]:checked") ? chosen : shown;
      try {
        const printed = [...this.dialog.querySelectorAll("input[name=dossier-printed]:checked")].map((one) => one.value);
        await this.#write(claims, title.value.trim(), note.value, format.value, printed);
        this.dialog.close();
      } catch (error) {
        problem.hidden = false;
        replaceContent(problem, document.createTextNode(error.message));
      }
    };
    replaceContent(this.dialog, element(
      "form", { on: { submit: write } },
      element("h2", { id: "dossier-title" }, "Dossier"),
      element("p", { class: "hint" }, "One document for an editor: picture, each claim with both sides, quotes and sources, what to check, method and limits."),
      element("fieldset", {}, element("legend", {}, "Claims"), chosen && which("chosen", `what is chosen: ${counted(chosen.length, "claim")}`, true), which("shown", `all that is shown: ${counted(shown.length, "claim")}`, !chosen)),
      element("label", { for: "dossier-name" }, "Title"), title,
      element("label", { for: "dossier-note" }, "Note to the editor"), note,
      notes.length > 0 && element("fieldset", {}, element("legend", {}, "Notes of reviewers to print"), notes.map((one) => element("label", { class: "choice" },
        element("input", { type: "checkbox", name: "dossier-printed", value: one.id }), " ", isolated(shortened(one.words, MOST_OF_A_NOTE)), element("span", { class: "hint" }, " · ", isolated(one.by))))),
      element("label", { for: "dossier-format" }, "Format"), format,
      problem,
      element("div", { class: "dialog-tools" }, element("button", { type: "submit", class: "main" }, "Write it"), button("Cancel", () => this.dialog.close())),
    ));
    this.dialog.showModal();
    title.focus();
  }

  #notes() {
    return this.canvas.page.index.remarks.filter(({ kind }) => kind === "note");
  }

  async #write(claims, title, note, format, notes) {
    const asked = { ...this.canvas.asked(), places: {}, claims, note, format, notes };
    const { name, media, base64 } = await ask("dossier", { ...asked, title: title || asked.title });
    const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
    download(name, new Blob([bytes], { type: media }));
    this.say(`Saved ${name}`);
  }
}
