// title: All that is said about supplies between two parties
// heading: All that is said about supplies from {supplier} to {recipient}
// description: Every statement about what one party supplies to another, denials among them, with its words.
// category: evidence
// draws: yes
// parameter supplier (entity(State|Firm|Organization), required): Who supplies.
// parameter recipient (entity(State|Firm|Organization), required): Who receives.
// parameter good (entity(Good), default null): Only this good and its kinds.
// parameter limit (int(1..10000), default 200): At most so many rows.
// column good: What is supplied.
// column modality: actual, planned or blocked.
// column stance: asserts, alleges or denies.
// column speaker: Who says it; the outlet or article where it speaks for itself.
// column speaks_for: On whose behalf.
// column hedged: Whether the speaker leaves it in doubt.
// column quote: The words that carry it.
// column confidence: The probability that a reader calls it right, as the extractor estimates it.
// column quantity: How much, as written.
// column time: When the transfer took place, as written.
// column relayed_by: Who passes the words on, nearest to the speaker first.
// column said_on: When it was said, or published.
// column article: The article's short name.
// column outlet: Who published it.
// column url: Its address.
// column claim: The claim's id.

MATCH (:Entity {id: $supplier})<-[:SUPPLIER]-(claim:Claim)-[:RECIPIENT]->(:Entity {id: $recipient})
MATCH (good:Entity {id: claim.good})
WHERE $good IS NULL OR EXISTS { (good)-[:KIND_OF*0..]->(:Entity {id: $good}) }
MATCH (claim)-[said:REPORTED_IN]->(article)
OPTIONAL MATCH (speaker:Entity {id: said.speaker})
RETURN good.name AS good, claim.modality AS modality, said.stance AS stance,
  coalesce(speaker.name,
    CASE said.stance WHEN 'alleges' THEN 'unnamed sources in ' ELSE '' END +
    CASE WHEN article.outlet <> '' THEN article.outlet WHEN article.title <> '' THEN article.title ELSE article.name END +
    CASE said.stance WHEN 'alleges' THEN '' ELSE ' (the article itself)' END) AS speaker,
  COLLECT { MATCH (speaker)-[:SPEAKS_FOR]->(party:Entity) RETURN party.name ORDER BY party.name } AS speaks_for,
  said.hedged AS hedged, said.quote AS quote, said.confidence AS confidence, said.quantity AS quantity, said.time AS time,
  [id IN coalesce(said.relayed_by, []) | head(COLLECT { MATCH (relay:Entity {id: id}) RETURN relay.name })] AS relayed_by,
  coalesce(said.said_on, article.published) AS said_on,
  article.name AS article, article.outlet AS outlet, article.url AS url, claim.id AS claim
ORDER BY good, modality, stance, coalesce(said_on, '') DESC, article, said.start
LIMIT $limit
