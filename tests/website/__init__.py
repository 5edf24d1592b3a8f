"""Tests of ``kg.website``."""
