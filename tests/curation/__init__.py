"""Tests of ``kg.curation.add``."""
