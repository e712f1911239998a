// title: The neighbourhood of an entity
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

MATCH (:Entity {id: $entity})-[link:SUPPLIER|RECIPIENT|GOOD|VIA|ASSERTS|ALLEGES|DENIES]-(claim:Claim)
WITH claim, collect(DISTINCT toLower(type(link))) AS part
ORDER BY claim.origins DESC, coalesce(claim.last_said, '') DESC, claim.id
LIMIT $limit
MATCH (claim)-[:SUPPLIER]->(supplier:Entity)
MATCH (claim)-[:GOOD]->(good:Good)
MATCH (claim)-[:RECIPIENT]->(recipient:Entity)
RETURN part, supplier.name AS supplier, good.name AS good, recipient.name AS recipient, claim.modality AS modality,
  claim.status AS status, claim.hedged AS hedged, claim.origins AS origins, claim.last_said AS last_said,
  claim.id AS claim
ORDER BY origins DESC, coalesce(last_said, '') DESC, supplier, good, recipient, claim
