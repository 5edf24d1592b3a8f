"""Readers and writers for the formats of other tools: one module per family of formats."""
