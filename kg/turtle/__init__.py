"""Read and write data files in Turtle, with pyoxigraph and rdflib."""
