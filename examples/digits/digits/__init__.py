"""A small neural network for handwritten digits, in plain Python."""
