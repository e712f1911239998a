// title: A party's whole trade in a family of goods
// heading: What {party} supplies and receives
// description: All that a state, firm or group is said to supply and to receive of a good and its kinds, or of any
//     good: in every modality, those that are only denied among them, the best founded first.
// category: supply
// draws: yes
// parameter party (entity(State|Firm|Organization), required): Who supplies or receives.
// parameter good (entity(Good), default null): A good, with all its kinds; any good where nothing is given.
// parameter include_firms (bool, default true): Whether firms and organizations based in the state count as the
//     state.
// parameter since (date, default null): Only claims about which something was said on this day or later.
// parameter min_confidence (float(0..1), default 0): Claims read with a confidence below this are left out;
//     those without one stay.
// parameter limit (int(1..10000), default 200): At most so many rows.
// column way: supplies or receives, as the party that was asked for.
// column supplier: Who supplies.
// column good: What is supplied.
// column recipient: Who receives it.
// column modality: actual, planned or blocked.
// column status: asserted, alleged, contested, denied or negated; see docs/queries.md.
// column hedged: Whether all who say so leave it in doubt.
// column origins: How many independent origins say so.
// column confidence: The probability that a reader calls the claim right, as the extractor estimates it.
// column said_by: Who says so, with those who pass it on.
// column denied_by: Who denies it; "(denies all …)" marks a denial of a broader good.
// column first_said: Date of the first statement.
// column last_said: Date of the last statement.
// column claim: The claim's id.

OPTIONAL MATCH (:Entity {id: $good})<-[:KIND_OF*0..]-(kind:Good)
WITH collect(DISTINCT kind.id) AS goods
MATCH (asked:Entity {id: $party})
UNWIND [asked] + CASE WHEN $include_firms THEN COLLECT {
  MATCH (asked)<-[:BASED_IN]-(based:Entity) WHERE based.as_supplier > 0 OR based.as_recipient > 0 RETURN based
} ELSE [] END AS party
UNWIND COLLECT {
  MATCH (claim:Claim) WHERE claim.supplier = party.id AND claim.rank > ''
    AND ($good IS NULL OR claim.good IN goods) AND ($since IS NULL OR claim.last_said >= $since)
    AND coalesce(claim.confidence, 1.0) >= $min_confidence
  RETURN ['supplies', claim] AS found ORDER BY claim.supplier DESC, claim.rank DESC, claim.id LIMIT $limit
} + COLLECT {
  MATCH (claim:Claim) WHERE claim.recipient = party.id AND claim.rank > ''
    AND ($good IS NULL OR claim.good IN goods) AND ($since IS NULL OR claim.last_said >= $since)
    AND coalesce(claim.confidence, 1.0) >= $min_confidence
  RETURN ['receives', claim] AS found ORDER BY claim.recipient DESC, claim.rank DESC, claim.id LIMIT $limit
} AS found
WITH found[1] AS claim, collect(DISTINCT found[0]) AS ways
// What goes from a state to a firm of its own is both.
WITH claim, reduce(text = head(ways), one IN tail(ways) | text + ' and ' + one) AS way
ORDER BY claim.rank DESC, claim.id LIMIT $limit
MATCH (supplier:Entity {id: claim.supplier})
MATCH (good:Entity {id: claim.good})
MATCH (recipient:Entity {id: claim.recipient})
WITH way, supplier, good, recipient, claim
ORDER BY claim.rank DESC, supplier.name, good.name, recipient.name, claim.id
LIMIT $limit
RETURN way, supplier.name AS supplier, good.name AS good, recipient.name AS recipient,
  claim.modality AS modality, claim.status AS status, claim.hedged AS hedged, claim.origins AS origins,
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
  claim.first_said AS first_said, claim.last_said AS last_said, claim.id AS claim
