"""SPARQL: queries in a child process with limits, and the ready queries in ``queries/``.

>>> import kg
>>> answer = kg.query(text="SELECT ?label { concept:vitamin-d skos:prefLabel ?label }")
>>> answer.rows[0][0].value
'vitamin D'
"""
