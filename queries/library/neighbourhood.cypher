// title: The neighbourhood of an entity
// heading: The neighbourhood of {entity}
// description: All claims in which an entity plays any part, with the part: it supplies, receives, is the good or
//     the place of transit, or speaks.
// category: network
// draws: yes
// parameter entity (entity, required): Whose neighbourhood.
// parameter limit (int(1..10000), default 300): At most so many rows.
// column part: supplier, recipient, good, via, asserts, alleges, denies.
// column supplier: Who supplies.
// column good: What is supplied.
// column recipient: Who receives it.
// column modality: actual, planned or blocked.
// column status: asserted, alleged, contested, denied or negated; see docs/queries.md.
// column hedged: Whether all who say so leave it in doubt.
// column origins: How many independent origins say so.
// column last_said: Date of the last statement.
// column claim: The claim's id.

MATCH (asked:Entity {id: $entity})
UNWIND COLLECT {
    MATCH (claim:Claim) WHERE claim.supplier = asked.id AND claim.rank > ''
    RETURN claim ORDER BY claim.supplier DESC, claim.rank DESC, claim.id LIMIT $limit
  } + COLLECT {
    MATCH (claim:Claim) WHERE claim.recipient = asked.id AND claim.rank > ''
    RETURN claim ORDER BY claim.recipient DESC, claim.rank DESC, claim.id LIMIT $limit
  } + COLLECT {
    MATCH (claim:Claim) WHERE claim.good = asked.id AND claim.rank > ''
    RETURN claim ORDER BY claim.good DESC, claim.rank DESC, claim.id LIMIT $limit
  } + COLLECT {
    MATCH (asked)-[:VIA|ASSERTS|ALLEGES|DENIES]-(claim:Claim)
    RETURN DISTINCT claim ORDER BY claim.rank DESC, claim.id LIMIT $limit
  } AS claim
WITH DISTINCT asked, claim ORDER BY claim.rank DESC, claim.id LIMIT $limit
WITH claim, [part IN ['supplier', 'recipient', 'good'] WHERE claim[part] = asked.id] + COLLECT {
    MATCH (claim)-[link:VIA|ASSERTS|ALLEGES|DENIES]-(asked)
    WITH DISTINCT toLower(type(link)) AS part RETURN part ORDER BY part
  } AS part
MATCH (supplier:Entity {id: claim.supplier})
MATCH (good:Entity {id: claim.good})
MATCH (recipient:Entity {id: claim.recipient})
RETURN part, supplier.name AS supplier, good.name AS good, recipient.name AS recipient, claim.modality AS modality,
  claim.status AS status, claim.hedged AS hedged, claim.origins AS origins, claim.last_said AS last_said,
  claim.id AS claim
ORDER BY origins DESC, coalesce(last_said, '') DESC, supplier, good, recipient, claim
