"""The site and single pictures of the graph, as web pages."""
