"""Tests of ``kg.store``."""
