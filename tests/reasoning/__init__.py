"""Tests of ``kg.reasoning``."""
