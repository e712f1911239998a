// An exported page: its data stand in it.

import { readData } from "./data.js";
import { Page } from "./page.js";

// For scripts that drive the page.
globalThis.claimgraphPage = new Page(readData(document));
globalThis.claimgraphPage.start();
