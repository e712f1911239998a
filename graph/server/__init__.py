"""The local Neo4j: fetched, configured, started and stopped by claimgraph itself.

`local.LocalServer` is the door; `values` holds what it hands out; the other rooms serve it: `places` (which folders),
`jars` and `maven` (what to fetch and from where), `java` (what runs it), `config` (with which settings), `secret`
(the password), `process` and `filelock` (one process, started once), `archive` (a faster start).
"""
