// title: Who is quoted most
// description: Speakers by how many statements they make, and of which kind. Unnamed speakers of one description
//     count as one.
// category: speakers
// draws: no
// parameter limit (int(1..10000), default 200): At most so many rows.
// column speaker: Who speaks.
// column unnamed: Whether it is a description, such as "U.S. officials".
// column speaks_for: On whose behalf.
// column asserts: How many statements assert.
// column alleges: How many allege.
// column denies: How many deny.
// column claims: On how many claims.
// column articles: In how many articles.
// column first_said: Date of the first statement.
// column last_said: Date of the last statement.

MATCH (speaker:Entity)-[said:ASSERTS|ALLEGES|DENIES]->(claim:Claim)
MATCH (article:Article {id: said.article})
OPTIONAL MATCH (speaker)-[:SPEAKS_FOR]->(party:Entity)
WITH CASE WHEN speaker.article IS NULL THEN speaker.id ELSE speaker.name END AS one, speaker, said, claim, article, party
WITH one, min(speaker.name) AS name, max(speaker.article IS NOT NULL) AS unnamed, collect(DISTINCT party.name) AS speaks_for,
  count(DISTINCT CASE said.stance WHEN 'asserts' THEN said.statement END) AS asserts,
  count(DISTINCT CASE said.stance WHEN 'alleges' THEN said.statement END) AS alleges,
  count(DISTINCT CASE said.stance WHEN 'denies' THEN said.statement END) AS denies,
  count(DISTINCT claim) AS claims, count(DISTINCT article) AS articles,
  min(coalesce(said.said_on, article.published)) AS first_said, max(coalesce(said.said_on, article.published)) AS last_said
RETURN name AS speaker, unnamed, speaks_for, asserts, alleges, denies, claims, articles, first_said, last_said
ORDER BY asserts + alleges + denies DESC, articles DESC, speaker, one
LIMIT $limit
