// The network that the page shows, indexed. Knows nothing of how it is drawn.

export function readData(root) {
  return JSON.parse(root.getElementById("claimgraph-data").textContent);
}

export class Index {
  constructor(data) {
    this.data = data;
    this.entities = keyed(data.entities);
    this.articles = keyed(data.articles);
    this.records = new Map(data.claims.map((record) => [record.claim.id, record]));
    this.parts = new Map();
    for (const record of data.claims) this.#note(record);
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
    return [...this.parts.keys()]
      .map((id) => this.entities.get(id))
      .filter(Boolean)
      .sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
  }

  nameOf(id) {
    return this.entities.has(id) ? visible(this.entities.get(id).name) : id;
  }

  statementCount() {
    return this.data.claims.reduce((sum, record) => sum + record.statements.length, 0);
  }
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

// An actual transfer that somebody affirms: the only thing that is drawn as supply.
export function isSupply(record) {
  return record.claim.modality === "actual" && affirming(record).length > 0;
}

// A name of which nothing can be seen would leave a hole in every sentence.
function visible(name) {
  return /[^\p{C}\p{Z}]/u.test(name) ? name : "(unnamed)";
}

function keyed(items) {
  return new Map(items.map((item) => [item.id, item]));
}
