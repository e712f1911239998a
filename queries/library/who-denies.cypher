// title: Who denies what, and of whom
// heading: What {speaker} denies
// description: Every denial by a named voice, newest first: what supply it is about, whether the voice is a party to it
//     or a third one, and how many origins say otherwise.
// category: dispute
// draws: yes
// parameter speaker (entity, default null): Who denies; with its spokespeople, and organizations based there.
// parameter party (entity, default null): Only denials of what this one is said to supply or to receive.
// parameter since (date, default null): Only denials of this day or later.
// parameter limit (int(1..10000), default 200): At most so many rows.
// column speaker: Who denies.
// column speaks_for: On whose behalf.
// column stands: party where it supplies, receives, or speaks for who does; third party otherwise.
// column supplier: Who is said to supply.
// column good: What is denied.
// column recipient: Who is said to receive it.
// column status: contested where somebody says so all the same; otherwise denied or negated.
// column origins: How many independent origins say so.
// column quote: The words of the denial.
// column said_on: When it was said, or published.
// column outlet: Who published it.
// column url: The article's address.
// column claim: The claim's id.

UNWIND CASE
  WHEN $speaker IS NOT NULL THEN COLLECT {
    MATCH (asked:Entity {id: $speaker})<-[:BASED_IN*0..1]-(part:Entity)<-[:SPEAKS_FOR*0..1]-(voice:Entity)
    WHERE part = asked OR part:Organization
    WITH DISTINCT voice
    MATCH (voice)-[said:DENIES]->(claim:Claim)
    WHERE $party IS NULL OR claim.supplier = $party OR claim.recipient = $party
    RETURN said
  }
  WHEN $party IS NOT NULL THEN COLLECT {
    MATCH (claim:Claim) WHERE claim.supplier = $party AND claim.rank > '' AND claim.denying > 0
    MATCH (:Entity)-[said:DENIES]->(claim)
    RETURN said
  } + COLLECT {
    MATCH (claim:Claim) WHERE claim.recipient = $party AND claim.rank > '' AND claim.denying > 0
    MATCH (:Entity)-[said:DENIES]->(claim)
    RETURN said
  }
  ELSE COLLECT { MATCH (:Entity)-[said:DENIES]->(:Claim) WHERE said.statement > '' RETURN said }
END AS said
MATCH (article:Article {id: said.article})
WITH said, article, coalesce(said.said_on, article.published) AS said_on
WHERE $since IS NULL OR said_on >= $since
WITH said, article, said_on, startNode(said) AS speaker, endNode(said) AS claim
ORDER BY coalesce(said_on, '') DESC, article.name, said.start, claim.id
LIMIT $limit
MATCH (supplier:Entity {id: claim.supplier})
MATCH (good:Entity {id: claim.good})
MATCH (recipient:Entity {id: claim.recipient})
RETURN speaker.name AS speaker,
  COLLECT { MATCH (speaker)-[:SPEAKS_FOR]->(party:Entity) RETURN party.name ORDER BY party.name } AS speaks_for,
  CASE WHEN EXISTS {
    MATCH (speaker)-[:SPEAKS_FOR*0..3]->(body:Entity) WHERE body IN [supplier, recipient]
  } THEN 'party' ELSE 'third party' END AS stands,
  supplier.name AS supplier, good.name AS good, recipient.name AS recipient,
  claim.status AS status, claim.origins AS origins, said.quote AS quote, said_on,
  article.outlet AS outlet, article.url AS url, claim.id AS claim
ORDER BY coalesce(said_on, '') DESC, article.name, said.start, claim.id
