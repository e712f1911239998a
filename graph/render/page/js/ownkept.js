// What the desk of an exported page left in the browser. It may be damaged, and in some browsers all pages that were opened
// from files share one storage, so nothing is believed before it was looked at.

const KINDS = ["confirm", "reject", "unsure", "correct", "add", "note", "tag", "reliability", "analyst", "check"];
const TEXTS = ["id", "by", "at", "why", "subject", "standing", "quote", "about", "words", "title"];

// {value, stored}: null for what is not there or cannot be read; `stored` says whether this browser keeps anything for the page.
export function readKept(key) {
  let text;
  try {
    text = localStorage.getItem(key);
  } catch {
    return { value: null, stored: false };
  }
  try {
    return { value: JSON.parse(text), stored: true };
  } catch {
    return { value: text, stored: true };
  }
}

// {decisions, lost}: those of a kept value that are decisions about this page, and how many others were left out.
export function decisionsIn(value, index) {
  const kept = Array.isArray(value) ? value : value === null ? [] : [value];
  const decisions = kept.filter((one) => isDecision(one, index));
  return { decisions, lost: kept.length - decisions.length };
}

// As `OwnReview.decide` makes them: {review, told}.
function isDecision(one, { records, articles }) {
  const { review, told } = one ?? {};
  if (![review, told, review?.about, review?.says].every(isObject)) return false;
  return (
    KINDS.includes(told.kind) && ["kind", "by", "at"].every((name) => review[name] === told[name]) && TEXTS.every((name) => isText(told[name]))
    && [told.statements, told.against].every((ids) => Array.isArray(ids) && ids.every(isText)) && (told.seen === null || isText(told.seen))
    && records.has(told.claim) && articles.has(told.article)
  );
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value) {
  return typeof value === "string";
}
