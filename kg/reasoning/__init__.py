"""What follows from signed influences: the best chains, net effects, feedback, cuts, and what is missing.

The search for paths takes any signed graph, here as nested mappings; a ``networkx.MultiDiGraph`` does as well. The sign
of a path is the product of its signs, and its cost the sum of its costs:

>>> from kg.reasoning.paths import best_paths
>>> graph = {
...     "deficiency": {"absorption": {"-": {"sign": "-", "confidence": 0.9}}},
...     "absorption": {"bone": {"+": {"sign": "+", "confidence": 0.8}}},
...     "bone": {"pain": {"-": {"sign": "-", "confidence": 0.5}}},
... }
>>> [path] = best_paths(graph, "deficiency", "pain")
>>> path.nodes, path.directions[-1]
(('deficiency', 'absorption', 'bone', 'pain'), <Sign.PLUS: '+'>)

A net effect takes all paths and all feedback into account. Signs are bits here, 1 for +, 2 for − and 3 for either: pain
rises with deficiency, and nothing can reverse that:

>>> from kg.reasoning.press import respond
>>> signed = {"deficiency": {"absorption": 2}, "absorption": {"bone": 1}, "bone": {"pain": 2}}
>>> respond(signed, {"deficiency": 1}, "pain")["pain"].signs
1
"""
