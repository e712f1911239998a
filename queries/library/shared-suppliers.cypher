// title: Suppliers that two states share
// heading: Suppliers that {first} and {second} share
// description: Who is said to supply both of two recipients, and what to each of them.
// category: network
// draws: yes
// parameter first (entity(State|Firm|Organization), required): One recipient.
// parameter second (entity(State|Firm|Organization), required): The other recipient.
// parameter limit (int(1..10000), default 200): At most so many rows.
// column supplier: Who supplies.
// column good: What is supplied.
// column recipient: Who receives it.
// column status: asserted, alleged or contested; see docs/queries.md.
// column hedged: Whether all who say so leave it in doubt.
// column origins: How many independent origins say so.
// column said_by: Who says so, with those who pass it on.
// column last_said: Date of the last statement.
// column claim: The claim's id.

MATCH (:Entity {id: $first})<-[:SUPPLIES]-(supplier:Entity)
WITH DISTINCT supplier
WHERE $first <> $second AND EXISTS { (supplier)-[:SUPPLIES]->(:Entity {id: $second}) }
MATCH (supplier)-[supplies:SUPPLIES]->(recipient:Entity)
WHERE recipient.id IN [$first, $second]
MATCH (claim:Claim {id: supplies.claim})-[:GOOD]->(good:Good)
WITH supplier, good, recipient, claim
ORDER BY supplier.name, recipient.name, claim.origins DESC, good.name, claim.id
LIMIT $limit
RETURN supplier.name AS supplier, good.name AS good, recipient.name AS recipient,
  claim.status AS status, claim.hedged AS hedged, claim.origins AS origins,
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
  claim.last_said AS last_said, claim.id AS claim
