"""`python -m claimgraph.app` is the command line."""

from claimgraph.app.cli import main

main(prog_name="claimgraph")
