// title: Amounts that are stated
// heading: Amounts that are stated about {entity}
// description: Statements that tell how much of something was supplied, as written, newest first.
// category: evidence
// draws: yes
// parameter entity (entity, required): The supplier, recipient or good.
// parameter limit (int(1..10000), default 200): At most so many rows.
// column supplier: Who supplies.
// column good: What is supplied.
// column recipient: Who receives it.
// column quantity: How much, as written.
// column time: When the transfer took place, as written.
// column stance: asserts, alleges or denies.
// column speaker: Who says it; the outlet or article where it speaks for itself.
// column hedged: Whether the speaker leaves it in doubt.
// column quote: The words that carry it.
// column said_on: When it was said, or published.
// column article: The article's short name.
// column outlet: Who published it.
// column url: Its address.
// column claim: The claim's id.

MATCH (:Entity {id: $entity})<-[:SUPPLIER|RECIPIENT|GOOD]-(claim:Claim)
WITH DISTINCT claim
MATCH (claim)-[said:REPORTED_IN]->(article)
WHERE said.quantity IS NOT NULL
MATCH (supplier:Entity {id: claim.supplier})
MATCH (good:Entity {id: claim.good})
MATCH (recipient:Entity {id: claim.recipient})
OPTIONAL MATCH (speaker:Entity {id: said.speaker})
RETURN supplier.name AS supplier, good.name AS good, recipient.name AS recipient,
  said.quantity AS quantity, said.time AS time, said.stance AS stance,
  coalesce(speaker.name,
    CASE said.stance WHEN 'alleges' THEN 'unnamed sources in ' ELSE '' END +
    CASE WHEN article.outlet <> '' THEN article.outlet WHEN article.title <> '' THEN article.title ELSE article.name END +
    CASE said.stance WHEN 'alleges' THEN '' ELSE ' (the article itself)' END) AS speaker,
  said.hedged AS hedged, said.quote AS quote,
  coalesce(said.said_on, article.published) AS said_on,
  article.name AS article, article.outlet AS outlet, article.url AS url, claim.id AS claim
ORDER BY coalesce(said_on, '') DESC, article, said.start, claim
LIMIT $limit
