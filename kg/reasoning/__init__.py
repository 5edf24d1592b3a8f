"""Reasoning about signed influences: best chains, net effects, feedback loops, cuts and missing links.

The search for paths takes any signed graph: here nested mappings, or a ``networkx.MultiDiGraph``. The sign of a path is
the product of the signs of its edges, and its cost the sum of their costs:

>>> from kg.reasoning.paths import best_paths
>>> graph = {
...     "deficiency": {"absorption": {"-": {"sign": "-", "confidence": 0.9}}},
...     "absorption": {"mineral": {"+": {"sign": "+", "confidence": 0.8}}},
...     "mineral": {"pain": {"-": {"sign": "-", "confidence": 0.5}}},
... }
>>> [path] = best_paths(graph, "deficiency", "pain")
>>> path.nodes, path.directions[-1]
(('deficiency', 'absorption', 'mineral', 'pain'), <Sign.PLUS: '+'>)

A net effect takes all paths and all feedback into account. Signs are bits here: 1 for +, 2 for −, 3 for either. Pain
rises with deficiency, and no feedback can reverse it:

>>> from kg.reasoning.press import respond
>>> signed = {"deficiency": {"absorption": 2}, "absorption": {"mineral": 1}, "mineral": {"pain": 2}}
>>> respond(signed, {"deficiency": 1}, "pain")["pain"].signs
1
"""
