"""The questions for other programs: over HTTP (``kg serve``) and for agents (``kg mcp``), read-only."""
