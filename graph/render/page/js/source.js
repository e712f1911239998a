// Where the page's claims come from: the query with its parameters, the articles, the day.

import { element, isolated, link, replaceContent } from "./dom.js";
import { counted, publisher } from "./words.js";

// A longer list is made when somebody opens it.
const FEW_ARTICLES = 100;
// What bounds every saved query alike is told with the whole query, not beside the heading.
const SILENT = new Set(["limit", "min_confidence"]);

export function renderSource(container, index) {
  const { info, articles } = index.data;
  const built = `Built ${info.built_on} from ${counted(index.statementCount(), "statement")} in ${counted(articles.length, "article")}.`;
  replaceContent(
    container,
    element("p", {}, "Claims are what the cited articles report; inclusion is not a finding of fact. ", articles.length > 0 && built),
    queryDetails(info),
    info.steps.length > 0 && stepDetails(info.steps),
    articles.length > 0 && articleDetails(articles),
  );
}

// "suppliers_of(state="Veridia")".
export function queryCall({ query_name: name, parameters }) {
  if (!name) return "";
  const given = Object.entries(parameters).filter(([key, value]) => value !== null && !SILENT.has(key)).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  return `${name}(${given.join(", ")})`;
}

function queryDetails(info) {
  if (!info.query && !info.query_name) return null;
  const given = Object.entries(info.parameters);
  return element(
    "details", { id: "query" }, element("summary", {}, info.steps.length > 1 ? "Query it began with" : "Query"),
    info.query_name && element("p", {}, "Saved query ", element("code", {}, isolated(info.query_name))),
    given.length > 0 && element("dl", {}, given.map(([name, value]) => [
      element("dt", {}, isolated(name)), element("dd", {}, isolated(JSON.stringify(value))),
    ])),
    info.query && element("pre", { dir: "auto", tabindex: "0" }, info.query),
  );
}

function stepDetails(steps) {
  return element(
    "details", { id: "steps" }, element("summary", {}, counted(steps.length, "step")),
    element("ol", { class: "numbered" }, steps.map((step) => element("li", {}, isolated(step)))),
  );
}

function articleDetails(articles) {
  const list = element("ol", {});
  const fill = () => !list.childElementCount && replaceContent(list, articleItems(articles));
  if (articles.length <= FEW_ARTICLES) fill();
  return element("details", { id: "articles", on: { toggle: fill } }, element("summary", {}, counted(articles.length, "article")), list);
}

function articleItems(articles) {
  return articles.map((article) => {
    const parts = [link(article.url, article.title || article.name), publisher(article) && isolated(publisher(article)), article.published].filter(Boolean);
    return element("li", {}, parts.flatMap((part, at) => (at ? [" · ", part] : [part])));
  });
}
