// title: What was said month by month
// description: How many statements affirm and deny in each month, by the day on which they were said, otherwise
//     published. Statements without a date stand last.
// category: overview
// draws: no
// parameter entity (entity, default null): Only claims about this supplier, recipient, good or place of transit.
// parameter since (date, default null): Nothing before this day.
// parameter until (date, default null): Nothing after this day.
// column month: YYYY-MM; empty where no date is known.
// column affirming: Statements that assert or allege.
// column denying: Statements that deny.
// column claims: Claims that they are about.
// column articles: Articles in which they stand.

UNWIND CASE WHEN $entity IS NULL
  THEN COLLECT { MATCH (any:Claim) RETURN any }
  ELSE COLLECT { MATCH (:Entity {id: $entity})<-[:SUPPLIER|RECIPIENT|GOOD|VIA]-(own:Claim) RETURN DISTINCT own }
END AS claim
MATCH (claim)-[said:REPORTED_IN]->(article:Article)
WITH claim, said, article, coalesce(said.said_on, article.published) AS day
WHERE ($since IS NULL OR day >= $since) AND ($until IS NULL OR day <= $until)
RETURN substring(day, 0, 7) AS month,
  count(CASE WHEN said.stance <> 'denies' THEN 1 END) AS affirming,
  count(CASE said.stance WHEN 'denies' THEN 1 END) AS denying,
  count(DISTINCT claim) AS claims, count(DISTINCT article) AS articles
ORDER BY month
