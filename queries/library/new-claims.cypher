// title: What was first said since a day
// heading: What was first said since {since}
// description: Claims whose first statement is from this day or later, up to a last day at wish, newest first.
// category: overview
// draws: yes
// parameter since (date, required): The first day that counts.
// parameter until (date, default null): The last day that counts; all later days where none is given.
// parameter entity (entity, default null): Only claims about this supplier, recipient, good or place of transit.
// parameter min_confidence (float(0..1), default 0): Claims read with a confidence below this are left out;
//     those without one stay.
// parameter limit (int(1..10000), default 200): At most so many rows.
// column supplier: Who supplies.
// column good: What is supplied.
// column recipient: Who receives it.
// column modality: actual, planned or blocked.
// column status: asserted, alleged, contested, denied or negated; see docs/queries.md.
// column hedged: Whether all who say so leave it in doubt.
// column origins: How many independent origins say so.
// column confidence: The probability that a reader calls the claim right, as the extractor estimates it.
// column said_by: Who says so, with those who pass it on.
// column first_said: Date of the first statement.
// column last_said: Date of the last statement.
// column claim: The claim's id.

MATCH (claim:Claim)
WHERE claim.first_said >= $since
  AND ($until IS NULL OR claim.first_said <= $until)
  AND coalesce(claim.confidence, 1.0) >= $min_confidence
  AND ($entity IS NULL OR EXISTS { (claim)-[:SUPPLIER|RECIPIENT|GOOD|VIA]->(:Entity {id: $entity}) })
MATCH (supplier:Entity {id: claim.supplier})
MATCH (good:Entity {id: claim.good})
MATCH (recipient:Entity {id: claim.recipient})
WITH supplier, good, recipient, claim
ORDER BY claim.first_said DESC, claim.origins DESC, supplier.name, good.name, recipient.name, claim.id
LIMIT $limit
RETURN supplier.name AS supplier, good.name AS good, recipient.name AS recipient, claim.modality AS modality,
  claim.status AS status, claim.hedged AS hedged, claim.origins AS origins,
  claim.confidence AS confidence,
  COLLECT {
    UNWIND COLLECT {
      MATCH (speaker:Entity)-[said:ASSERTS|ALLEGES]->(claim)
      RETURN [speaker.name, said.relayed_by]
    } + COLLECT {
      MATCH (claim)-[said:REPORTED_IN]->(article)
      WHERE said.speaker IS NULL AND said.stance <> 'denies'
      RETURN [CASE said.stance WHEN 'alleges' THEN 'unnamed sources in ' ELSE '' END +
        CASE WHEN article.outlet <> '' THEN article.outlet WHEN article.title <> '' THEN article.title ELSE article.name END +
        CASE said.stance WHEN 'alleges' THEN '' ELSE ' (the article itself)' END, said.relayed_by]
    } AS said
    WITH DISTINCT said[0] AS name, said[1] AS relayed
    WITH name, [id IN coalesce(relayed, []) | head(COLLECT { MATCH (relay:Entity {id: id}) RETURN relay.name })] AS relays
    WITH name + CASE relays WHEN [] THEN '' ELSE
      ' (via ' + reduce(text = head(relays), relay IN tail(relays) | text + ', ' + relay) + ')' END AS voice
    RETURN DISTINCT voice ORDER BY voice
  } AS said_by,
  claim.first_said AS first_said, claim.last_said AS last_said, claim.id AS claim
