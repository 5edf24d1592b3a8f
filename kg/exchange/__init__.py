"""The graph in other programs' formats, and other people's graphs in ours: one module a family."""
