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

MATCH (supplier:Entity)-[supplies:SUPPLIES]->(recipient:Entity)
WITH supplier, recipient, count(*) AS claims, collect(DISTINCT supplies.good) AS goods,
  count(CASE supplies.status WHEN 'asserted' THEN 1 END) AS asserted,
  count(CASE supplies.status WHEN 'alleged' THEN 1 END) AS alleged,
  count(CASE supplies.status WHEN 'contested' THEN 1 END) AS contested,
  count(CASE supplies.hedged WHEN true THEN 1 END) AS hedged
ORDER BY claims DESC, supplier.name, recipient.name, supplier.id, recipient.id
LIMIT $limit
RETURN supplier.name AS supplier, recipient.name AS recipient, claims,
  COLLECT { UNWIND goods AS id MATCH (good:Entity {id: id}) RETURN good.name ORDER BY good.name } AS goods,
  asserted, alleged, contested, hedged
