// title: Who says, and who denies, one claim
// heading: Who says, and who denies, {claim}
// description: Every statement about one claim with its words, and the denials of a broader good between the same
//     parties that cover it.
// category: evidence
// draws: yes
// parameter claim (string, required): The claim's id as other queries show it, or the first digits of it.
// column stance: asserts, alleges or denies.
// column speaker: Who says it; the outlet or article where it speaks for itself.
// column speaks_for: On whose behalf.
// column hedged: Whether the speaker leaves it in doubt.
// column good: What the statement is about; broader than the claim where a denial covers it.
// column quote: The words that carry it.
// column confidence: The probability that a reader calls it right, as the extractor estimates it.
// column quantity: How much, as written.
// column relayed_by: Who passes the words on, nearest to the speaker first.
// column said_on: When it was said, or published.
// column article: The article's short name.
// column outlet: Who published it.
// column url: Its address.
// column claim: Id of the claim that the statement is about.

MATCH (claim:Claim)
WHERE claim.id = $claim OR size($claim) >= 4 AND claim.id STARTS WITH 'claim:' + $claim
UNWIND [claim.id] + CASE claim.status WHEN 'contested' THEN coalesce(claim.covered_by, []) ELSE [] END AS id
MATCH (stated:Claim {id: id})-[said:REPORTED_IN]->(article)
WHERE stated = claim OR said.stance = 'denies'
MATCH (stated)-[:GOOD]->(about:Good)
OPTIONAL MATCH (speaker:Entity {id: said.speaker})
RETURN said.stance AS stance, coalesce(speaker.name,
    CASE said.stance WHEN 'alleges' THEN 'unnamed sources in ' ELSE '' END +
    CASE WHEN article.outlet <> '' THEN article.outlet WHEN article.title <> '' THEN article.title ELSE article.name END +
    CASE said.stance WHEN 'alleges' THEN '' ELSE ' (the article itself)' END) AS speaker,
  COLLECT { MATCH (speaker)-[:SPEAKS_FOR]->(party:Entity) RETURN party.name ORDER BY party.name } AS speaks_for,
  said.hedged AS hedged, about.name AS good, said.quote AS quote, said.confidence AS confidence, said.quantity AS quantity,
  [id IN coalesce(said.relayed_by, []) | head(COLLECT { MATCH (relay:Entity {id: id}) RETURN relay.name })] AS relayed_by,
  coalesce(said.said_on, article.published) AS said_on,
  article.name AS article, article.outlet AS outlet, article.url AS url, stated.id AS claim
ORDER BY CASE stance WHEN 'asserts' THEN 0 WHEN 'alleges' THEN 1 ELSE 2 END, said_on DESC, article, said.start
