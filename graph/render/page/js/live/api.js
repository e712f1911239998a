// Questions to the explorer's server, and what the reader sees while an answer is on its way.

import { secretHeader } from "./secret.js";

// `strongest` is how many claims a picture could hold, where it cannot hold all of those asked for.
// `instead`, where somebody sets it, is what the reader can do: {words, step}.
export class Problem extends Error {
  constructor(words, strongest = 0) {
    super(words);
    Object.assign(this, { strongest, instead: null });
  }
}

let waiting = 0;

// The answer to a question; throws a Problem whose message a reader understands. Who aborts `signal` ends it, at the
// server too.
export async function ask(question, fields = {}, { quietly = false, signal = null } = {}) {
  if (!quietly) wait(1);
  try {
    const response = await fetch(`api/${question}`, {
      method: "POST", headers: { "Content-Type": "application/json", ...secretHeader() }, body: JSON.stringify(fields), credentials: "same-origin",
      signal,
    });
    return await understood(response);
  } catch (problem) {
    if (problem instanceof Problem) throw problem;
    if (signal?.aborted) throw new Problem("Stopped before its end.");
    throw new Problem("The explorer does not answer. Is `claimgraph explore` still running?");
  } finally {
    if (!quietly) wait(-1);
  }
}

async function understood(response) {
  const json = (response.headers.get("Content-Type") ?? "").startsWith("application/json");
  const answer = json ? await response.json() : null;
  if (response.ok && answer) return answer;
  if (response.status === 401 || response.status === 403) throw new Problem("This page is not let in any more. Start `claimgraph explore` again.");
  throw new Problem(answer?.problem ?? `The explorer failed (${response.status}); its terminal says why.`, answer?.strongest);
}

function wait(step) {
  waiting += step;
  document.body.classList.toggle("waiting", waiting > 0);
  document.body.setAttribute("aria-busy", String(waiting > 0));
}
