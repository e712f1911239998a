"""The role labeller: a small learned encoder that marks which words of a text play which part in a transfer."""
