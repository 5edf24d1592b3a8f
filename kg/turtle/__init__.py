"""Turtle ⇄ knowledge graph: the only door to rdflib and pyoxigraph."""
