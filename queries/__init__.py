"""How the graph is asked: saved Cypher queries and the catalog that runs them."""
