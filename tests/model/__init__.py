"""Tests of ``kg.model``."""
