// An exported page: its data stand in it.

import { readData } from "./data.js";
import { OwnReview } from "./ownreview.js";
import { Page } from "./page.js";

// For scripts that drive the page.
globalThis.claimgraphPage = new Page(readData(document));
globalThis.claimgraphPage.start();
// In a frame of a notebook there is no room for a desk, and nothing to keep it in.
if (window === window.parent && claimgraphPage.index.data.worklist?.length) globalThis.claimgraphReview = new OwnReview(claimgraphPage);
