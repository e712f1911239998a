"""The local Neo4j: fetched, configured, started and stopped by claimgraph itself."""
