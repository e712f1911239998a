// title: Claims with notes, tags and grades
// heading: Claims with notes, tags and grades {value}
// description: What reviewers put beside claims, their parties and goods, articles and outlets, with the claims that it
//     stands beside; it changes no status.
// category: evidence
// draws: yes
// parameter value (string, default null): Only this tag, grade (B2), note or external id (wikidata:Q159).
// parameter kind (string, default null): Only note, tag, reliability or id.
// parameter limit (int(1..10000), default 200): At most so many rows.
// column kind: note, tag, reliability or id.
// column value: What it says.
// column reviewer: Who says so.
// column since: When he said so.
// column beside: The claim's id, the entity, the article or the outlet that it is about.
// column supplier: Who supplies.
// column good: What is supplied.
// column recipient: Who receives it.
// column status: The claim's status.
// column claim: The claim's id.

MATCH (review:Review)
WHERE review.kind IN ['note', 'tag', 'reliability', 'id']
  AND ($kind IS NULL OR review.kind = $kind) AND ($value IS NULL OR review.value = $value)
WITH review ORDER BY review.at DESC, review.id LIMIT $limit
// An entity may be one with another since, and that with a third. Neo4j warns of `first.kept` before the first merge.
OPTIONAL MATCH (first:Merge {id: review.subject})
OPTIONAL MATCH (second:Merge {id: properties(first).kept})
OPTIONAL MATCH (third:Merge {id: properties(second).kept})
WITH review, coalesce(properties(third).kept, properties(second).kept, properties(first).kept, review.subject) AS subject
CALL (review, subject) {
  MATCH (claim:Claim {id: review.subject}) RETURN claim, review.subject AS beside
  UNION
  MATCH (entity:Entity {id: subject})<-[:SUPPLIER|RECIPIENT|GOOD]-(claim:Claim)
  RETURN claim, entity.name AS beside
  UNION
  MATCH (article:Article {id: review.subject})<-[:REPORTED_IN]-(claim:Claim)
  RETURN claim, coalesce(article.title, article.name) AS beside
  UNION
  MATCH (article:Article)<-[:REPORTED_IN]-(claim:Claim)
  WHERE review.kind = 'reliability' AND review.article IS NULL AND article.outlet = review.subject
  RETURN claim, review.subject AS beside
}
MATCH (supplier:Entity {id: claim.supplier})
MATCH (good:Entity {id: claim.good})
MATCH (recipient:Entity {id: claim.recipient})
RETURN review.kind AS kind, review.value AS value, review.by AS reviewer, left(review.at, 10) AS since, beside,
  supplier.name AS supplier, good.name AS good, recipient.name AS recipient, claim.status AS status, claim.id AS claim
ORDER BY since DESC, kind, value, beside, claim
LIMIT $limit
