"""Tests of ``kg.questions.registry``."""
