"""KGX, the tables of Biolink: what its rows mean, how they become a graph, and how a graph becomes rows."""
