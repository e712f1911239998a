// One line above the picture that tells what went wrong.

import { element, replaceContent } from "../dom.js";
import { button } from "./actions.js";
import { Problem } from "./api.js";

export class Message {
  constructor(before) {
    this.line = element("p", { class: "notice problem", role: "alert", hidden: true });
    before.before(this.line);
  }

  // `instead` offers something else to do: {words, step}.
  say(words, instead = null) {
    this.line.hidden = !words;
    replaceContent(
      this.line, words && element("span", {}, words), instead && button(instead.words, () => this.tell(instead.step)),
      words && button("Dismiss", () => this.say(""), { class: "quiet" }),
    );
  }

  // Do something that may go wrong; the reader is told what and the page stays as it was.
  async tell(step) {
    try {
      this.say("");
      return await step();
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      this.say(problem.message, problem.instead);
      return undefined;
    }
  }
}
