"""The end of an investigation: claims with both sides, quotes, sources and what is left to check, as one document."""

from claimgraph.graph.dossier.compose import compose
from claimgraph.graph.dossier.content import Dossier
from claimgraph.graph.dossier.writers import FORMATS, Format

__all__ = ["FORMATS", "Dossier", "Format", "compose"]
