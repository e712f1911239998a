"""What we know: the model, the status rule, the network, the store and its presentation."""
