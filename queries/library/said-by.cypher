// title: Everything that somebody said
// heading: Everything that {speaker} said
// description: All statements of an official, state, firm or organization, and on whose behalf, newest first.
// category: speakers
// draws: yes
// parameter speaker (entity, required): Who speaks.
// parameter include_spokespeople (bool, default true): Whether to add officials who speak for it, and for
//     organizations based there, and these themselves.
// parameter limit (int(1..10000), default 200): At most so many rows.
// column speaker: Who says it.
// column speaks_for: On whose behalf.
// column stance: asserts, alleges or denies.
// column supplier: Who supplies.
// column good: What is supplied.
// column recipient: Who receives it.
// column modality: actual, planned or blocked.
// column hedged: Whether the speaker leaves it in doubt.
// column quote: The words that carry it.
// column relayed_by: Who passes the words on, nearest to the speaker first.
// column said_on: When it was said, or published.
// column article: The article's short name.
// column outlet: Who published it.
// column url: Its address.
// column claim: The claim's id.

MATCH (asked:Entity {id: $speaker})
UNWIND [asked] + CASE WHEN $include_spokespeople THEN COLLECT {
  MATCH (asked)<-[:BASED_IN*0..1]-(part:Entity)<-[:SPEAKS_FOR*0..1]-(voice:Entity)
  WHERE (part = asked OR part:Organization) AND voice <> asked
  RETURN DISTINCT voice
} ELSE [] END AS speaker
MATCH (speaker)-[said:ASSERTS|ALLEGES|DENIES]->(claim:Claim)
MATCH (article:Article {id: said.article})
MATCH (supplier:Entity {id: claim.supplier})
MATCH (good:Entity {id: claim.good})
MATCH (recipient:Entity {id: claim.recipient})
RETURN speaker.name AS speaker,
  COLLECT { MATCH (speaker)-[:SPEAKS_FOR]->(party:Entity) RETURN party.name ORDER BY party.name } AS speaks_for,
  said.stance AS stance, supplier.name AS supplier, good.name AS good, recipient.name AS recipient,
  claim.modality AS modality, said.hedged AS hedged, said.quote AS quote,
  [id IN coalesce(said.relayed_by, []) | head(COLLECT { MATCH (relay:Entity {id: id}) RETURN relay.name })] AS relayed_by,
  coalesce(said.said_on, article.published) AS said_on,
  article.name AS article, article.outlet AS outlet, article.url AS url, claim.id AS claim
ORDER BY coalesce(said_on, '') DESC, article, said.start, claim
LIMIT $limit
