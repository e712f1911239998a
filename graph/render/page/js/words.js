// Words and orders that every part of the page shares.

export const STATUSES = ["asserted", "alleged", "contested", "denied", "negated"];
export const STANCES = ["asserts", "alleges", "denies"];
export const MODALITIES = ["actual", "planned", "blocked"];
export const TYPES = ["State", "Organization", "Firm", "Official", "Good"];

export const STATUS_MEANS = {
  asserted: "The article itself, statistics or a party to the supply say so",
  alleged: "Only outsiders say so",
  contested: "Some say so, others deny it",
  denied: "There are only denials",
  negated: "Reported not to happen, or stopped",
};

export const KNOWN_MEANS = "what an analyst knows himself: no article’s word, no origin, no part of the status";

export const GRADE_MEANS = "Reliability of the source A–F, of the information 1–6; it changes no status";

export const CONFIDENCE_MEANS =
  "The probability that a reader calls this right, as the extractor estimates it. It is about the reading, not about whether the claim is true, and changes no status";

// Invented sentences that show what each status means, where the claims at hand have none.
export const STATUS_EXAMPLES = {
  asserted: "“We delivered the lathes to Veridia,” Halden Works said.",
  alleged: "Norland says Halden Works delivered lathes to Veridia.",
  contested: "Norland says so; Halden Works calls it entirely false.",
  denied: "“We never sold Veridia a lathe,” Halden Works said.",
  negated: "No lathe went to Veridia, the customs records show.",
};

const PLURALS = {
  State: "States", Firm: "Firms", Official: "Officials", Good: "Goods", Organization: "Organizations",
};
const VERBS = { actual: "supplies", planned: "is to supply", blocked: "is stopped from supplying" };
const VERBS_OF_SEVERAL = { actual: "supply", planned: "are to supply", blocked: "are stopped from supplying" };
const STANCES_OF_SEVERAL = { asserts: "assert", alleges: "allege", denies: "deny" };
// The same words as in counting.py: what follows the noun of a name; nouns of several, in small letters, and peoples.
const AFTER_NOUN = /\s+(?:of|in|from|at|for|with|near|on|by|to|who|that|close)\s.*$|\s*[,(].*$/u;
const SEVERAL = /^(?:people|police|men|women|children|.*(?:ians|icans|Houthis|Israelis|Saudis|Iraqis|Pakistanis|Kurds)|\p{Ll}[\p{Ll}-]*(?<![sui]|ic|\bnew)s)$/u;

export function typePlural(type) {
  return PLURALS[type] ?? type;
}

// Whether a name takes the verb of several: "Chinese companies", "sources in Example Wire"; "Reuters" and "United States" are one.
export function isSeveral(name) {
  return SEVERAL.test(name.replace(AFTER_NOUN, "").split(/\s+/u).at(-1));
}

// The verb of a claim in a modality after the name of its supplier: "supplies"; "are to supply" after "Chinese companies".
export function verbAfter(supplier, modality) {
  return (isSeveral(supplier) ? VERBS_OF_SEVERAL : VERBS)[modality];
}

export function verbOf(index, record) {
  return verbAfter(index.nameOf(record.claim.supplier), record.claim.modality);
}

// "alleges" after the name of one, "allege" after that of several.
export function stanceAfter(name, stance) {
  return isSeveral(name) ? STANCES_OF_SEVERAL[stance] : stance;
}

export function headline(index, record) {
  const { supplier, recipient, good } = record.claim;
  return `${index.nameOf(supplier)} ${verbOf(index, record)} ${index.nameOf(recipient)}: ${index.nameOf(good)}`;
}

// "China → Russia: drone engines", as the store names a claim.
export function arrowed(index, record) {
  const { supplier, recipient, good } = record.claim;
  return `${index.nameOf(supplier)} → ${index.nameOf(recipient)}: ${index.nameOf(good)}`;
}

// "contested", "planned · alleged", "alleged · hedged".
export function statusText(record) {
  return statusWords(record).join(" · ");
}

export function statusWords(record) {
  const { modality } = record.claim;
  const words = modality === "actual" ? [record.status] : modality === "planned" ? ["planned", record.status] : ["blocked"];
  return record.hedged ? [...words, "hedged"] : words;
}

// The confidence of a statement or a claim as people read it; "" where the extractor gave none.
export function confidenceText({ confidence }) {
  return typeof confidence === "number" ? confidence.toFixed(2) : "";
}

const CHECKED_WORDS = { confirmed: "✓ confirmed", corrected: "✓ corrected", added: "✓ added by hand", "in conflict": "reviewers disagree" };

// What reviewers say of a statement; "" where nobody checked it.
export function checkedWords(statement) {
  return CHECKED_WORDS[statement.checked] ?? "";
}

export function counted(number, one, many = `${one}s`) {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}

export function shortened(text, most) {
  const letters = [...text];
  return letters.length > most ? `${letters.slice(0, most - 1).join("").trimEnd()}…` : text;
}

export function period(record) {
  const { first_said: first, last_said: last } = record;
  if (!first) return "";
  return first === last ? first : `${first} to ${last}`;
}

// Who makes a statement, in words; those of a statement without a speaker come with the data.
export function speakerName(index, statement) {
  return statement.speaker ? index.nameOf(statement.speaker) : index.voiceOf(statement);
}

// An article's outlet, with the host it came from where the name does not tell it: anybody can write a name into a page.
export function publisher(article) {
  const host = hostOf(article.url);
  const told = lettersOf(host).includes(lettersOf(article.outlet ?? ""));
  return article.outlet && host && !told ? `${article.outlet} (${host})` : article.outlet || host;
}

function hostOf(address) {
  try {
    return new URL(address).hostname.replace(/^www\./, "");
  } catch {
    return "";
  }
}

function lettersOf(name) {
  return folded(name).replace(/[^\p{L}\p{N}]/gu, "");
}

// Text as it is searched: lower case, without accents or invisible characters.
export function folded(text) {
  return text.normalize("NFKD").replace(/[\p{M}\p{Cf}]/gu, "").toLowerCase().trim();
}
