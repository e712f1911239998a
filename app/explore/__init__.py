"""The live page: a small server on the loopback address that shows the store to one browser."""
