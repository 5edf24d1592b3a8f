"""Tests of ``kg.cli``."""
