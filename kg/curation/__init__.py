"""Curation of a data file: check and format it, verify its citations, add to it, withdraw claims."""
