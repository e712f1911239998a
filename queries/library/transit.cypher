// title: Goods that went through somebody else
// heading: Goods that went through {place}
// description: Claims that name a state or firm through which the goods went, and who says so.
// category: supply
// draws: yes
// parameter place (entity(State|Firm|Organization), default null): Only what went through this state or firm.
// parameter min_confidence (float(0..1), default 0): Claims read with a confidence below this are left out;
//     those without one stay.
// parameter limit (int(1..10000), default 200): At most so many rows.
// column supplier: Who supplies.
// column via: Through whom the goods went.
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

MATCH (claim:Claim)-[:VIA]->(place:Entity)
WHERE ($place IS NULL OR place.id = $place) AND coalesce(claim.confidence, 1.0) >= $min_confidence
WITH DISTINCT claim
MATCH (supplier:Entity {id: claim.supplier})
MATCH (good:Entity {id: claim.good})
MATCH (recipient:Entity {id: claim.recipient})
WITH supplier, good, recipient, claim
ORDER BY claim.origins DESC, coalesce(claim.last_said, '') DESC, supplier.name, good.name, recipient.name, claim.id
LIMIT $limit
RETURN supplier.name AS supplier,
  COLLECT { MATCH (claim)-[:VIA]->(place:Entity) RETURN place.name ORDER BY place.name } AS via,
  good.name AS good, recipient.name AS recipient, claim.modality AS modality,
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
