// title: What is denied, and what the denial leaves open
// heading: What is denied about {entity}, and what the denial leaves open
// description: Claims that only denials support, each with the affirmed supplies between the same parties that it
//     covers (kinds of the good denied) and those that it does not.
// category: dispute
// draws: yes
// parameter entity (entity, default null): Only claims about this supplier, recipient, good or place of transit.
// parameter limit (int(1..10000), default 200): At most so many rows.
// column supplier: Who supplies.
// column good: What is denied.
// column recipient: Who receives it.
// column status: denied by somebody, or negated by the article itself.
// column denied_by: Who denies it; "(denies all …)" marks a denial of a broader good.
// column covers: Affirmed goods that are kinds of what is denied.
// column leaves_open: Affirmed goods that are not.
// column first_said: Date of the first statement.
// column last_said: Date of the last statement.
// column claim: The claim's id.

UNWIND CASE WHEN $entity IS NULL
  THEN COLLECT {
    MATCH (claim:Claim) WHERE claim.status = 'denied' AND claim.rank STARTS WITH '000000 '
      AND claim.modality = 'actual'
    RETURN claim ORDER BY claim.status DESC, claim.rank DESC, claim.id LIMIT $limit
  } + COLLECT {
    MATCH (claim:Claim) WHERE claim.status = 'negated' AND claim.rank STARTS WITH '000000 '
      AND claim.modality = 'actual'
    RETURN claim ORDER BY claim.status DESC, claim.rank DESC, claim.id LIMIT $limit
  }
  ELSE COLLECT {
    MATCH (claim:Claim) WHERE claim.supplier = $entity AND claim.rank STARTS WITH '000000 '
      AND claim.status IN ['denied', 'negated'] AND claim.modality = 'actual'
    RETURN claim ORDER BY claim.supplier DESC, claim.rank DESC, claim.id LIMIT $limit
  } + COLLECT {
    MATCH (claim:Claim) WHERE claim.recipient = $entity AND claim.rank STARTS WITH '000000 '
      AND claim.status IN ['denied', 'negated'] AND claim.modality = 'actual'
    RETURN claim ORDER BY claim.recipient DESC, claim.rank DESC, claim.id LIMIT $limit
  } + COLLECT {
    MATCH (claim:Claim) WHERE claim.good = $entity AND claim.rank STARTS WITH '000000 '
      AND claim.status IN ['denied', 'negated'] AND claim.modality = 'actual'
    RETURN claim ORDER BY claim.good DESC, claim.rank DESC, claim.id LIMIT $limit
  } + COLLECT {
    MATCH (:Entity {id: $entity})<-[:VIA]-(claim:Claim) WHERE claim.rank STARTS WITH '000000 '
      AND claim.status IN ['denied', 'negated'] AND claim.modality = 'actual'
    RETURN claim ORDER BY claim.rank DESC, claim.id LIMIT $limit
  }
END AS claim
WITH DISTINCT claim ORDER BY claim.rank DESC, claim.id LIMIT $limit
MATCH (supplier:Entity {id: claim.supplier})
MATCH (recipient:Entity {id: claim.recipient})
OPTIONAL MATCH (supplier)-[supplies:SUPPLIES]->(recipient)
WITH supplies.good AS id, collect([claim, claim.good]) AS denials
OPTIONAL MATCH (affirmed:Entity {id: id})
WITH affirmed.name AS name, COLLECT { MATCH (affirmed)-[:KIND_OF*1..]->(kind:Entity) RETURN kind.id } AS above, denials
ORDER BY name
UNWIND denials AS denial
WITH denial[0] AS claim, collect(DISTINCT CASE WHEN denial[1] IN above THEN name END) AS covers,
  collect(DISTINCT CASE WHEN NOT denial[1] IN above THEN name END) AS leaves_open
MATCH (supplier:Entity {id: claim.supplier})
MATCH (good:Entity {id: claim.good})
MATCH (recipient:Entity {id: claim.recipient})
WITH supplier, good, recipient, claim, covers, leaves_open
ORDER BY claim.rank DESC, supplier.name, good.name, recipient.name, claim.id
RETURN supplier.name AS supplier, good.name AS good, recipient.name AS recipient, claim.status AS status,
  COLLECT {
    UNWIND CASE WHEN claim.denying > 0 THEN [claim.id] ELSE [] END + coalesce(claim.covered_by, []) AS id
    MATCH (denial:Claim {id: id})-[said:REPORTED_IN]->(article)
    WHERE said.stance = 'denies'
    MATCH (denied:Entity {id: denial.good})
    OPTIONAL MATCH (speaker:Entity {id: said.speaker})
    WITH denied, CASE WHEN speaker IS NOT NULL THEN speaker.name ELSE
        CASE said.stance WHEN 'alleges' THEN 'unnamed sources in ' ELSE '' END +
        CASE WHEN article.outlet <> '' THEN article.outlet WHEN article.title <> '' THEN article.title ELSE article.name END +
        CASE said.stance WHEN 'alleges' THEN '' ELSE ' (the article itself)' END
      END AS name,
      [id IN coalesce(said.relayed_by, []) | head(COLLECT { MATCH (relay:Entity {id: id}) RETURN relay.name })] AS relays
    WITH denied, name + CASE relays WHEN [] THEN '' ELSE
      ' (via ' + reduce(text = head(relays), relay IN tail(relays) | text + ', ' + relay) + ')' END AS voice
    WITH voice + CASE denied WHEN good THEN '' ELSE ' (denies all ' + denied.name + ')' END AS voice
    RETURN DISTINCT voice ORDER BY voice
  } AS denied_by,
  covers, leaves_open,
  claim.first_said AS first_said, claim.last_said AS last_said, claim.id AS claim
