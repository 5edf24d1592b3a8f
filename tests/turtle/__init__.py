"""Tests of ``kg.turtle``."""
