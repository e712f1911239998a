// title: Who supplies whom, in short
// description: Pairs of supplier and recipient by the number of affirmed claims between them.
// category: overview
// draws: no
// parameter limit (int(1..10000), default 200): At most so many rows.
// column supplier: Who supplies.
// column recipient: Who receives.
// column claims: How many claims somebody affirms.
// column goods: What is supplied.
// column asserted: How many are asserted.
// column alleged: How many are alleged.
// column contested: How many are contested.
// column hedged: How many are hedged by all who affirm them.

MATCH (pair:Pair)
WHERE pair.claims > 0
WITH pair ORDER BY pair.claims DESC, pair.id LIMIT $limit
MATCH (supplier:Entity {id: pair.supplier}) MATCH (recipient:Entity {id: pair.recipient})
MATCH (supplier)-[supplies:SUPPLIES]->(recipient)
WITH supplies.good AS id, collect(pair) AS pairs
MATCH (good:Entity {id: id})
WITH good.name AS good, pairs ORDER BY good
UNWIND pairs AS pair
WITH pair, collect(good) AS goods
MATCH (supplier:Entity {id: pair.supplier}) MATCH (recipient:Entity {id: pair.recipient})
RETURN supplier.name AS supplier, recipient.name AS recipient, pair.claims AS claims, goods,
  pair.asserted AS asserted, pair.alleged AS alleged, pair.contested AS contested, pair.hedged AS hedged
ORDER BY claims DESC, supplier, recipient, pair.id
