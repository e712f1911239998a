// An exported page: its data stand in it.

import { readData } from "./data.js";
import { replaceContent } from "./dom.js";
import { OwnReview } from "./ownreview.js";
import { Page } from "./page.js";

// For scripts that drive the page.
globalThis.claimgraphPage = openedPage();
// In a frame of a notebook there is no room for a desk, and nothing to keep it in.
if (window === window.parent && claimgraphPage.index.data.worklist?.length) globalThis.claimgraphReview = new OwnReview(claimgraphPage);

// A reader is told of data that were damaged on their way; what is wrong with them stands on the console.
function openedPage() {
  try {
    const page = new Page(readData(document));
    page.start();
    return page;
  } catch (problem) {
    const line = document.getElementById("notice");
    line.hidden = false;
    line.setAttribute("role", "alert");
    replaceContent(line, "The data in this file are damaged, so it cannot be shown. Ask for the file again, or export it anew.");
    throw problem;
  }
}
