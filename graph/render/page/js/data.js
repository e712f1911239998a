// The network that the page shows, indexed. Knows nothing of how it is drawn.

export function readData(root) {
  return JSON.parse(root.getElementById("claimgraph-data").textContent);
}

// What a page shows before it knows anything.
export function noData(title) {
  const nothing = () => ({ nodes: [], edges: [] });
  return {
    info: { title, query: "", query_name: "", parameters: {}, steps: [], built_on: new Date().toISOString().slice(0, 10) },
    entities: [], articles: [], claims: [], total_claims: 0, not_shown: {}, alone: [], state: "", happened: {}, voices: {}, contexts: {}, drawings: { claims: nothing(), supply: nothing() },
  };
}

// Years of more digits, which JavaScript can read, no date of an article has.
const DAY_IN_WORDS = /^\d{4}-\d\d-\d\d$/;

export class Index {
  #participants = null; // sorted once for all who ask

  constructor(data) {
    this.take(data);
  }

  // Show other data from now on.
  take(data) {
    this.data = data;
    this.#participants = null;
    this.entities = keyed(data.entities);
    this.articles = keyed(data.articles);
    this.records = new Map(data.claims.map((record) => [record.claim.id, record]));
    this.remarks = data.remarks ?? [];
    this.parts = new Map();
    this.above = new Map();
    for (const record of data.claims) this.#note(record);
    for (const id of data.alone) if (!this.parts.has(id)) this.parts.set(id, new Map());
  }

  #note(record) {
    const { id, supplier, recipient, good } = record.claim;
    this.#tie(supplier, "supplier", id);
    this.#tie(recipient, "recipient", id);
    this.#tie(good, "good", id);
    for (const statement of record.statements) {
      if (statement.speaker) this.#tie(statement.speaker, "speaker", id);
      for (const place of statement.via) this.#tie(place, "via", id);
      for (const relay of statement.relayed_by) this.#tie(relay, "relay", id);
    }
  }

  #tie(entity, role, claim) {
    const roles = this.parts.get(entity) ?? new Map();
    if (!roles.has(role)) roles.set(role, new Set());
    roles.get(role).add(claim);
    this.parts.set(entity, roles);
  }

  // Whether a claim, an entity that is drawn, or a pair is part of what the page shows.
  has(kind, id) {
    if (kind === "claim") return this.records.has(id);
    return kind === "entity" ? this.parts.has(id) : this.data.drawings.supply.edges.some((edge) => edge.id === id);
  }

  // Ids of the claims in which an entity plays a role.
  claimsOf(entity, role) {
    return [...(this.parts.get(entity)?.get(role) ?? [])];
  }

  // Ids of all claims in which an entity plays any role.
  allClaimsOf(entity) {
    return [...new Set([...(this.parts.get(entity)?.values() ?? [])].flatMap((ids) => [...ids]))];
  }

  // Entities that take part in a claim or speak about one, by name.
  participants() {
    this.#participants ??= [...this.parts.keys()]
      .map((id) => this.entities.get(id))
      .filter(Boolean)
      .sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
    return this.#participants;
  }

  // A good and all that it is a kind of, directly or not.
  kindsOf(good) {
    if (!this.above.has(good)) {
      const found = new Set([good]);
      for (const one of found) for (const kind of this.entities.get(one)?.kinds ?? []) found.add(kind);
      this.above.set(good, found);
    }
    return this.above.get(good);
  }

  // The ISO date of a statement: when it was said, else when its article appeared; "" where nobody tells.
  dateOf(statement) {
    const date = statement.said_on ?? this.articles.get(statement.evidence.article)?.published;
    return DAY_IN_WORDS.test(date) && Number.isFinite(Date.parse(`${date}T00:00:00Z`)) ? date : "";
  }

  // The days in which a statement says that it happened, as far as its words tell them; null where they do not.
  // "Since 2021" goes on until it was said; of "until 2022" only the last year is known.
  happened(statement) {
    const days = this.data.happened?.[statement.id];
    if (!days) return null;
    const [first, last] = days;
    const end = last || later(this.dateOf(statement), first);
    return { first: first || `${last.slice(0, 4)}-01-01`, last: end };
  }

  // How many claims of each status are in the graph, but not on this page.
  get notShown() {
    return new Map(Object.entries(this.data.not_shown ?? {}));
  }

  // What reviewers say of a claim, an entity, an article or an outlet, by its id or name; of the readings of a claim, too.
  remarksOn(id, statements = []) {
    const known = new Set(statements.map((one) => one.id));
    return this.remarks.filter((one) => one.subject === id || one.statements.some((each) => known.has(each)));
  }

  // What analysts know themselves about a claim, or in which an entity is a part: no article's word.
  knownOf(id) {
    return this.remarks.filter(({ known }) => known && [known.claim, known.supplier, known.recipient, known.good].includes(id));
  }

  // Who checked a statement, and when: the last word of each.
  checksOf(statement) {
    return this.remarks.filter((one) => one.kind in CHECKING_KINDS && one.statements.includes(statement.id));
  }

  // The grade of an article: letter of the source (its outlet's, where it has none of its own) and digit; "" where nobody gave one.
  gradeOf(article) {
    return gradeIn(this.remarks, article);
  }

  // What stands before and after the quote of a statement in its article; empty where that is not known here.
  contextOf(statement) {
    return this.data.contexts?.[statement.id] ?? ["", ""];
  }

  // Who makes a statement that has no speaker: the article itself, or sources that it does not name.
  voiceOf(statement) {
    return visible(this.data.voices[statement.id] ?? "");
  }

  nameOf(id) {
    return this.entities.has(id) ? visible(this.entities.get(id).name) : id;
  }

  statementCount() {
    return this.data.claims.reduce((sum, record) => sum + record.statements.length, 0);
  }
}

// Kinds of decisions by which somebody checked a reading.
const CHECKING_KINDS = { confirm: "confirmed", correct: "corrected", add: "added" };

// The grade of an article among decisions or remarks, with that of its outlet where that is wanted: what the article has goes before.
export function gradeIn(told, article, withOutlet = true) {
  const of = (subject) => (subject ? told.filter((one) => one.kind === "reliability" && one.subject === subject).at(-1)?.words : null) ?? "";
  const [own, source] = [of(article?.id), withOutlet ? of(article?.outlet) : ""];
  return source && own && !/[A-F]/.test(own) ? `${source.replace(/\d/, "")}${own}` : own || source;
}

export function affirming(record) {
  return record.statements.filter((statement) => statement.stance !== "denies");
}

export function denying(record) {
  return record.statements.filter((statement) => statement.stance === "denies");
}

// The places through which anybody says that the good went.
export function ways(record) {
  return [...new Set(record.statements.flatMap((statement) => statement.via))];
}

export function later(a, b) {
  return a > b ? a : b;
}

// A name of which nothing can be seen would leave a hole in every sentence.
function visible(name) {
  return /[^\p{C}\p{Z}]/u.test(name) ? name : "(unnamed)";
}

function keyed(items) {
  return new Map(items.map((item) => [item.id, item]));
}
