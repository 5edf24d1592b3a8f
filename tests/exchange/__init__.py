"""Tests of ``kg.exchange``."""
