"""What answers are made of: claims, chains, concepts and sources, as plain values."""
