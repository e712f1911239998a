// title: Goods and how often they are claimed
// description: Goods by the number of claims about them, with the kinds they belong to.
// category: overview
// draws: no
// parameter limit (int(1..10000), default 200): At most so many rows.
// column good: What is supplied.
// column kind_of: The goods that it is directly a kind of.
// column claims: How many claims.
// column suppliers: How many suppliers.
// column recipients: How many recipients.
// column contested: How many claims are contested.
// column denied: How many are only denied.
// column last_said: Date of the last statement.

MATCH (good:Good)<-[:GOOD]-(claim:Claim)
MATCH (supplier:Entity {id: claim.supplier})
MATCH (recipient:Entity {id: claim.recipient})
WITH good, count(DISTINCT claim) AS claims, count(DISTINCT supplier) AS suppliers, count(DISTINCT recipient) AS recipients,
  count(DISTINCT CASE claim.status WHEN 'contested' THEN claim END) AS contested,
  count(DISTINCT CASE WHEN claim.modality = 'actual' AND claim.status IN ['denied', 'negated'] THEN claim END) AS denied,
  max(claim.last_said) AS last_said
ORDER BY claims DESC, good.name, good.id
LIMIT $limit
RETURN good.name AS good, COLLECT { MATCH (good)-[:KIND_OF]->(kind:Good) RETURN kind.name ORDER BY kind.name } AS kind_of,
  claims, suppliers, recipients, contested, denied, last_said
