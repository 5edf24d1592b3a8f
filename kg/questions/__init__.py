"""The questions that the graph answers, and their answers."""
