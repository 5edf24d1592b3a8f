"""The questions: one module for each, named after its command, with its function, parameters and answer.

>>> import kg
>>> graph = kg.load()
>>> answer = kg.path(graph, "vitamin D deficiency", "back pain", via=["calcium absorption"], max_hops=3)
>>> answer.verdict, answer.chains[0].sign
('coherent', <Sign.PLUS: '+'>)
>>> [step.object_label for step in answer.chains[0].steps]
['impaired calcium absorption', 'osteomalacia', 'back pain']

An answer has the same content in every form: its fields, ``print(answer)``, a notebook, and the JSON of the command:

>>> print(kg.effect(graph, "vitamin D deficiency", "osteomalacia"))  # doctest: +ELLIPSIS
vitamin D deficiency → osteomalacia: probably raises it (trials or several studies, weight 0.99)
...
>>> answer.plain()["schema"]
'kg-path/2'
"""
