"""How articles get in: sources → documents → extraction → readings."""
