// The page as it is printed: what is shown now, as a document with picture, legend, every claim with the quotes of both sides, and
// sources. It is made when somebody prints; the screen's own parts are not printed.

import { affirming, denying } from "./data.js";
import { element, isolated, link, replaceContent } from "./dom.js";
import { notices, summary } from "./overview.js";
import { chip, claimSample, lineSample, lookOf, readColours, shapeSample, stanceDashes } from "./palette.js";
import { paperPicture } from "./paperpicture.js";
import { queryCall } from "./source.js";
import { confidenceText, counted, MODALITIES, period, publisher, speakerName, stanceAfter, STANCES, STATUS_MEANS, STATUSES, typePlural, TYPES, verbOf } from "./words.js";

// The room for the picture on a sheet of A4 or Letter in landscape, in CSS pixels, below the heading and beside the legend.
const SHEET = { width: 780, height: 565 };

export class Paper {
  // `page` gives {index, state, visible, picture, drawing, table}.
  constructor(container, page) {
    Object.assign(this, { container, page });
  }

  render() {
    const { index, table, visible } = this.page;
    const records = table.ordered(visible);
    const cited = citedArticles(index, records);
    const numbers = new Map(cited.map((article, at) => [article.id, at + 1]));
    replaceContent(this.container, this.#heading(), element("div", { class: "drawn" }, this.#picture(), this.#legend(records)), claims(index, records, numbers), sources(cited), made(index));
  }

  empty() {
    replaceContent(this.container);
  }

  #heading() {
    const { index } = this.page;
    const { info, articles } = index.data;
    const left = notices(this.page, false);
    return element(
      "header", {},
      element("h1", { dir: "auto" }, info.title), element("p", {}, isolated(summary(this.page))), left && element("p", {}, left),
      element("p", { class: "caveat" }, `Claims are what the cited articles report; inclusion is not a finding of fact. Built ${info.built_on} by claimgraph from ${counted(index.statementCount(), "statement")} in ${counted(articles.length, "article")}.`),
    );
  }

  #picture() {
    const { picture, drawing } = this.page;
    if (!drawing.nodes.length) return null;
    const colour = readColours(this.container);
    const drawn = paperPicture((distance) => picture.printed(colour, distance), SHEET, colour);
    return drawn && element("figure", {}, drawn);
  }

  // Only what is seen on the sheet.
  #legend(records) {
    const { index, state, visible } = this.page;
    const looks = new Set(records.map(lookOf));
    const counts = new Map(STATUSES.map((status) => [status, records.filter((record) => record.status === status).length]));
    const types = new Set([...visible.entities].map((id) => index.entities.get(id)?.type));
    const stances = new Set(records.flatMap((record) => record.statements.filter(({ speaker }) => speaker).map(({ stance }) => stance)));
    const group = (title, entries) => entries.length > 0 && element("div", { class: "entries" }, element("h2", {}, title), element("ul", {}, entries));
    const missing = index.notShown;
    const ofAll = (status) => (missing.has(status) ? ` of ${(counts.get(status) + missing.get(status)).toLocaleString("en")}` : "");
    return element(
      "section", { class: "key" },
      group("Claim status", STATUSES.filter((status) => counts.get(status) || missing.has(status)).map((status) => element(
        "li", {}, claimSample(status), element("span", {}, element("strong", {}, status), ` ${counts.get(status).toLocaleString("en")}${ofAll(status)}. ${STATUS_MEANS[status]}`),
      ))),
      group("Modality", MODALITIES.filter((modality) => modality !== "actual" && looks.has(modality)).map((modality) => element("li", {}, claimSample(modality), modality))),
      group("Entities", TYPES.filter((type) => types.has(type)).map((type) => element("li", {}, shapeSample(type), typePlural(type)))),
      state.projection === "claims" && group("Who says so", STANCES.filter((stance) => stances.has(stance)).map((stance) => element("li", {}, lineSample(`stance-${stance}`, stanceDashes(stance)), stance))),
    );
  }
}

function claims(index, records, numbers) {
  if (!records.length) return null;
  const heads = ["Claim", "Status", "Who says so", "Who denies"];
  return element(
    "section", { class: "evidence" }, element("h2", {}, "Claims and their evidence"),
    element(
      "table", {},
      element("thead", {}, element("tr", {}, heads.map((head) => element("th", { scope: "col" }, head)))),
      element("tbody", {}, records.map((record) => claimRow(index, record, numbers))),
    ),
  );
}

function claimRow(index, record, numbers) {
  const { supplier, recipient, good } = record.claim;
  const said = (statements, broader = false) => statements.map((statement) => voice(index, statement, numbers, broader));
  const denials = [...said(denying(record)), ...said(record.covering, true)];
  const facts = [record.origins > 0 && counted(record.origins, "independent origin"), period(record), confidenceText(record) && `read with confidence ${confidenceText(record)}`].filter(Boolean).join(" · ");
  return element(
    "tr", {},
    element("th", { scope: "row" }, element("strong", {}, isolated(index.nameOf(good))), element("p", {}, isolated(index.nameOf(supplier)), ` ${verbOf(index, record)} `, isolated(index.nameOf(recipient))), element("p", { class: "where" }, facts)),
    element("td", {}, chip(record)),
    element("td", {}, affirming(record).length ? said(affirming(record)) : element("p", { class: "nobody" }, "Nobody in these articles.")),
    element("td", {}, denials.length ? denials : element("p", { class: "nobody" }, "No denial in these articles.")),
  );
}

// Who, for whom, how, in which words, and the number of the article.
function voice(index, statement, numbers, broader) {
  const speaker = index.entities.get(statement.speaker);
  const name = speakerName(index, statement);
  const relays = statement.relayed_by.map((id) => index.nameOf(id)).join(", ");
  const article = index.articles.get(statement.evidence.article);
  const where = [statement.said_on ?? article?.published, statement.speaker && article?.outlet && isolated(article.outlet)].filter(Boolean);
  const how = [broader ? `${stanceAfter(name, "denies")} the wider kind` : stanceAfter(name, statement.stance), statement.hedged && "hedged", relays && `relayed by ${relays}`].filter(Boolean).join(", ");
  return element(
    "div", { class: "voice" },
    element(
      "p", {}, isolated(name, "speaker"), speaker?.speaks_for && [" for ", isolated(index.nameOf(speaker.speaks_for))], ` ${how}`,
      element("span", { class: "where" }, where.map((part) => [" · ", part]), ` [${numbers.get(statement.evidence.article) ?? "?"}]`),
    ),
    element("blockquote", {}, isolated(statement.evidence.quote)),
  );
}

// The articles that the printed claims quote: a graph of thousands of articles needs no list of all of them.
function citedArticles(index, records) {
  const cited = new Set(records.flatMap((record) => [...record.statements, ...record.covering]).map((one) => one.evidence.article));
  return index.data.articles.filter((article) => cited.has(article.id));
}

function sources(articles) {
  if (!articles.length) return null;
  return element("section", { class: "sources" }, element("h2", {}, "Sources"), element("ol", {}, articles.map((article, at) => {
    const parts = [isolated(article.title || article.name), publisher(article) && isolated(publisher(article)), article.published, article.url && link(article.url, article.url)].filter(Boolean);
    const words = parts.flatMap((part, place) => (place ? [" · ", part] : [part]));
    return element("li", {}, element("span", { class: "number" }, `[${at + 1}]`), element("span", {}, words));
  })));
}

function made(index) {
  const { info } = index.data;
  if (!info.query && !info.query_name && !info.steps.length) return null;
  return element(
    "section", { class: "made" }, element("h2", {}, "How these claims were chosen"),
    info.query_name && element("p", {}, "Saved query ", isolated(queryCall(info))), info.query && element("pre", { dir: "auto" }, info.query),
    info.steps.length > 0 && element("ol", {}, info.steps.map((step) => element("li", {}, isolated(step)))),
  );
}
