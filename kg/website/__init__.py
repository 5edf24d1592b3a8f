"""Pictures of the graph as single web pages that need no network."""
