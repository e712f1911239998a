// title: What was said month by month
// heading: What was said about {entity} month by month
// description: How many statements affirm and deny in each month, by the day on which they were said, otherwise
//     published. Statements without a date stand last.
// category: overview
// draws: no
// parameter entity (entity, default null): Only claims about this supplier, recipient or good.
// parameter since (date, default null): Nothing before the month of this day.
// parameter until (date, default null): Nothing after the month of this day.
// column month: YYYY-MM; empty where no date is known.
// column affirming: Statements that assert or allege.
// column denying: Statements that deny.
// column claims: Claims that they are about.
// column articles: Articles in which they stand.

MATCH (counted:Entity|Meta {id: coalesce($entity, 'claimgraph')})
UNWIND range(0, size(counted.months) - 1) AS at
WITH counted.months[at] AS month, counted.month_counts[4 * at .. 4 * at + 4] AS counts
WHERE ($since IS NULL OR month >= substring($since, 0, 7)) AND ($until IS NULL OR month <= substring($until, 0, 7))
  AND (month <> '' OR ($since IS NULL AND $until IS NULL))
RETURN CASE month WHEN '' THEN null ELSE month END AS month,
  counts[0] AS affirming, counts[1] AS denying, counts[2] AS claims, counts[3] AS articles
ORDER BY month
