// title: A chain of supplies from one to another
// heading: A chain of supplies from {start} to {goal}
// description: The shortest chain in which each supplies the next, from one entity to another. It does not say that
//     the same goods went all the way.
// category: network
// draws: yes
// parameter start (entity(State|Firm|Organization), required): Where the chain starts.
// parameter goal (entity(State|Firm|Organization), required): Where it ends.
// parameter steps (int(1..6), default 4): The longest chain looked for.
// parameter per_step (int(1..1000), default 5): At most so many claims for each step, those with most origins.
// column step: The place of the claim in the chain.
// column supplier: Who supplies.
// column good: What is supplied.
// column recipient: Who receives it.
// column status: asserted, alleged or contested; see docs/queries.md.
// column hedged: Whether all who say so leave it in doubt.
// column origins: How many independent origins say so.
// column claim: The claim's id.

MATCH (start:Entity {id: $start})
MATCH (goal:Entity {id: $goal})
WHERE start <> goal
MATCH path = shortestPath((start)-[:SUPPLIES*..6]->(goal))
WITH nodes(path) AS stops, length(path) AS length
WHERE length <= $steps
UNWIND range(1, size(stops) - 1) AS step
WITH step, stops[step - 1] AS here, stops[step] AS there
UNWIND COLLECT {
  MATCH (here)-[supplies:SUPPLIES]->(there)
  RETURN supplies ORDER BY supplies.origins DESC, supplies.claim LIMIT $per_step
} AS supplies
MATCH (claim:Claim {id: supplies.claim})-[:GOOD]->(good:Good)
RETURN step, startNode(supplies).name AS supplier, good.name AS good, endNode(supplies).name AS recipient,
  claim.status AS status, claim.hedged AS hedged, claim.origins AS origins, claim.id AS claim
ORDER BY step, origins DESC, good, claim
