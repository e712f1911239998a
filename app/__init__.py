"""How people meet claimgraph: the command line and its settings."""
