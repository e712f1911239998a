"""Articles from files, folders, standard input and the web."""

from claimgraph.loaders.sources.outcome import Limits, SourceFailure
from claimgraph.loaders.sources.read import read_sources

__all__ = ["Limits", "SourceFailure", "read_sources"]
