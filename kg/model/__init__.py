"""The data model: claims and their evidence, the signed influences derived from them, and the lookup of names.

A claim is recorded as its sources state it; its evidence items say which sources support or dispute it:

>>> import kg
>>> graph = kg.load()
>>> claim = graph.claims["claim:vitamin-d-deficiency--decreases--intestinal-calcium-absorption"]
>>> kg.sentence(graph, claim)
'vitamin D deficiency decreases intestinal calcium absorption'
>>> sorted({str(item.stance) for item in graph.evidence_of[claim.id]})
['supports']

A deficiency is a low level of a quantity, so "deficiency decreases absorption" and "vitamin D increases absorption"
become one influence of vitamin D on absorption, with the sign +:

>>> ends = "concept:vitamin-d", "concept:intestinal-calcium-absorption"
>>> used = next(i for i in graph.influences if i.ends == ends)
>>> used.sign, used.confidence.value
(<Sign.PLUS: '+'>, Decimal('0.92'))

A typed name gives a concept and, optionally, a direction:

>>> asked = graph.resolve("low serum calcium")
>>> asked.quantity, asked.direction
('concept:serum-calcium', <Sign.MINUS: '-'>)
"""
