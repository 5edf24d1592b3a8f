"""Tests of ``kg.sparql``."""
