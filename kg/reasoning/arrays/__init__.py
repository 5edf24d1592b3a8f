"""The search for chains on arrays, for graphs in a store: :mod:`kg.reasoning.arrays.stored` begins it."""
