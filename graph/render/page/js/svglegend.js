// What stands under a picture that is saved as a file: the legend of what is seen in it, and the sources of its claims.

import { svg } from "./dom.js";
import { drawnMark } from "./marks.js";
import { ANALYST_DASHES, dashesOf, SHAPES, stanceDashes } from "./palette.js";
import { SCORE_MEANS } from "./score.js";
import { counted, KNOWN_MEANS, MODALITIES, publisher, shortened, STANCES, STATUS_MEANS, STATUSES, TYPES, typePlural } from "./words.js";

const SIZE = 11;
const LINE = 17;
const COLUMN = 390;
const MOST_SOURCES = 12;
const MOST_LETTERS_OF_A_SOURCE = 62;

// {height, draw(x, y, width)}: how much room legend and sources take, and how they are drawn there.
export function underPicture({ nodes, edges }, index, colour, width) {
  const columns = Math.max(1, Math.floor(width / COLUMN));
  const entries = [...looksIn(nodes, edges, colour), ...typesIn(nodes, colour), ...stancesIn(edges, colour), ...analystsIn(edges, colour)];
  const sources = sourcesOf(index);
  const rows = (items) => Math.ceil(items.length / columns);
  const score = edges.some(({ relation }) => relation === "supplies");
  const height = (rows(entries) + rows(sources) + 2 + Number(score)) * LINE + 12;
  const draw = (x, y) => {
    const place = (at, from) => ({ x: x + (at % columns) * COLUMN, y: from + Math.floor(at / columns) * LINE });
    const below = y + LINE * (rows(entries) + 1 + Number(score));
    return [
      legendHeading("Legend", x, y, colour),
      entries.map((entry, at) => drawnEntry(entry, place(at, y + LINE), colour)),
      score && lineOfText(SCORE_MEANS, x, y + LINE * (rows(entries) + 1), colour("muted")),
      legendHeading("Sources", x, below + 6, colour),
      sources.map((source, at) => {
        const to = place(at, below + 6 + LINE);
        return lineOfText(source, to.x, to.y, colour("ink"));
      }),
    ];
  };
  return { height, draw };
}

function looksIn(nodes, edges, colour) {
  const seen = new Set([...nodes, ...edges].map(({ look }) => look).filter(Boolean));
  return [...STATUSES, ...MODALITIES].filter((look) => seen.has(look)).map((look) => ({
    text: look in STATUS_MEANS ? `${look}: ${STATUS_MEANS[look][0].toLowerCase()}${STATUS_MEANS[look].slice(1)}` : look, line: { colour: colour(`look-${look}`), dashes: dashesOf(look), look },
  }));
}

function typesIn(nodes, colour) {
  const seen = new Set(nodes.map(({ kind }) => kind));
  return TYPES.filter((type) => seen.has(type)).map((type) => ({ text: typePlural(type), shape: { path: SHAPES[type], colour: colour(`type-${type}`) } }));
}

function stancesIn(edges, colour) {
  const seen = new Set(edges.map(({ relation }) => relation));
  return STANCES.filter((stance) => seen.has(stance)).map((stance) => ({ text: `who ${stance}`, line: { colour: colour(`stance-${stance}`), dashes: stanceDashes(stance) } }));
}

function analystsIn(edges, colour) {
  return edges.some(({ relation }) => relation === "analyst") ? [{ text: KNOWN_MEANS, line: { colour: colour("analyst"), dashes: ANALYST_DASHES } }] : [];
}

function sourcesOf(index) {
  const { articles } = index.data;
  const told = articles.slice(0, articles.length > MOST_SOURCES ? MOST_SOURCES - 1 : MOST_SOURCES).map((article, at) =>
    shortened(`${at + 1}. ${[article.title || article.name, publisher(article), article.published].filter(Boolean).join(", ")}`, MOST_LETTERS_OF_A_SOURCE));
  const left = articles.length - told.length;
  return left > 0 ? [...told, `and ${counted(left, "further article")}, all named in the file’s description`] : told;
}

function legendHeading(text, x, y, colour) {
  return svg("text", { x, y, "font-size": SIZE, "font-weight": 700, fill: colour("ink") }, text);
}

function lineOfText(text, x, y, fill) {
  return svg("text", { x, y, "font-size": SIZE, fill }, text);
}

function drawnEntry({ text, line, shape }, { x, y }, colour) {
  const middle = y - SIZE * 0.35;
  return [
    line && svg("path", { d: `M${x} ${middle}h36`, stroke: line.colour, "stroke-width": 2.25, "stroke-dasharray": line.dashes.join(" ") || null }),
    line?.look && drawnMark({ x: x + 18, y: middle, radius: 4, look: line.look, colour: line.colour, paper: colour("paper") }),
    shape && svg("path", { d: shape.path, transform: `translate(${x + 10} ${middle - 7.5}) scale(.83)`, fill: shape.colour, stroke: colour("ink") }),
    lineOfText(text, x + 44, y, colour("ink")),
  ];
}
