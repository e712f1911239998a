// title: What each outlet contributes
// description: Outlets by the number of their articles, with how much of it they say themselves and how much others
//     say there.
// category: speakers
// draws: no
// parameter limit (int(1..10000), default 200): At most so many rows.
// column outlet: Who publishes; empty where articles do not say.
// column articles: How many articles.
// column statements: How many statements stand in them.
// column own_voice: How many of these the articles make themselves.
// column denials: How many deny something.
// column claims: On how many claims.
// column first_published: Date of the first article.
// column last_published: Date of the last article.

MATCH (article:Article)
OPTIONAL MATCH (claim:Claim)-[said:REPORTED_IN]->(article)
RETURN article.outlet AS outlet, count(DISTINCT article) AS articles, count(said) AS statements,
  count(CASE WHEN said IS NOT NULL AND said.speaker IS NULL THEN 1 END) AS own_voice,
  count(CASE said.stance WHEN 'denies' THEN 1 END) AS denials,
  count(DISTINCT claim) AS claims, min(article.published) AS first_published, max(article.published) AS last_published
ORDER BY articles DESC, statements DESC, outlet
LIMIT $limit
