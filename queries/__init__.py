"""How the graph is asked: saved Cypher queries and the catalog that runs them."""

from claimgraph.queries.catalog import Catalog
from claimgraph.queries.entities import EntityFinder, find_named
from claimgraph.queries.formats import FORMATS, format_rows
from claimgraph.queries.query import Column, Parameter, Query, typed_values
from claimgraph.queries.remarks import remarks
from claimgraph.queries.run import claims_in, left_unsure, run

__all__ = [
    "FORMATS",
    "Catalog",
    "Column",
    "EntityFinder",
    "Parameter",
    "Query",
    "claims_in",
    "find_named",
    "format_rows",
    "left_unsure",
    "remarks",
    "run",
    "typed_values",
]
