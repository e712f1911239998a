// title: Who speaks for whom, who is based where
// heading: Who speaks for {entity}, who is based there
// description: The standing links of an entity: officials who speak for it, firms and organizations based there,
//     goods that are kinds of it, and the reverse.
// category: network
// draws: no
// parameter entity (entity, required): Whose links.
// parameter limit (int(1..10000), default 500): At most so many rows.
// column entity: Where the link starts.
// column type: Its type.
// column relation: speaks for, based in, kind of.
// column other: Where the link leads.
// column other_type: Its type.
// column entity_id: The id of the entity.
// column other_id: The id of the other.

MATCH (:Entity {id: $entity})-[link:SPEAKS_FOR|BASED_IN|KIND_OF]-(:Entity)
WITH DISTINCT link, startNode(link) AS one, endNode(link) AS other
RETURN one.name AS entity, head([label IN labels(one) WHERE label <> 'Entity']) AS type,
  replace(toLower(type(link)), '_', ' ') AS relation,
  other.name AS other, head([label IN labels(other) WHERE label <> 'Entity']) AS other_type,
  one.id AS entity_id, other.id AS other_id
ORDER BY relation, entity, other, entity_id, other_id
LIMIT $limit
