"""SPARQL: queries in a child process that is held to limits, and the ready ones in ``queries/``.

>>> from kg.sparql.ask import ask
>>> ask("SELECT ?label { concept:vitamin-d skos:prefLabel ?label }").rows[0][0]["value"]
'vitamin D'
"""
