// title: The articles behind a pair of supplier and recipient
// heading: The articles behind {supplier} and {recipient}
// description: Which articles report anything about supplies from one party to another, and what they affirm and
//     deny.
// category: evidence
// draws: no
// parameter supplier (entity(State|Firm|Organization), required): Who supplies.
// parameter recipient (entity(State|Firm|Organization), required): Who receives.
// parameter limit (int(1..10000), default 200): At most so many rows.
// column article: The article's short name.
// column title: Its title.
// column outlet: Who published it.
// column published: When.
// column affirmed: Goods of which somebody in it says that they are supplied.
// column denied: Goods of which somebody in it denies it.
// column planned_or_blocked: Goods whose supply it calls planned or blocked.
// column statements: How many statements it has about the pair.
// column url: Its address.

MATCH (:Entity {id: $supplier})<-[:SUPPLIER]-(claim:Claim)-[:RECIPIENT]->(:Entity {id: $recipient})
MATCH (good:Entity {id: claim.good})
MATCH (claim)-[said:REPORTED_IN]->(article)
WITH article, claim, said, good.name AS good ORDER BY good
WITH article, count(*) AS statements,
  collect(DISTINCT CASE WHEN claim.modality = 'actual' AND said.stance <> 'denies' THEN good END) AS affirmed,
  collect(DISTINCT CASE WHEN claim.modality = 'actual' AND said.stance = 'denies' THEN good END) AS denied,
  collect(DISTINCT CASE WHEN claim.modality <> 'actual' THEN good END) AS planned_or_blocked
RETURN article.name AS article, article.title AS title, article.outlet AS outlet, article.published AS published,
  affirmed, denied, planned_or_blocked, statements, article.url AS url
ORDER BY coalesce(published, '') DESC, article, url
LIMIT $limit
