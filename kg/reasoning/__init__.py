"""What follows from signed influences: chains, effects, feedback, and what is missing."""
