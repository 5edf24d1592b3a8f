"""Tests of ``kg.serving``."""
