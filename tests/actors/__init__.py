"""Sentences with marked actors, and how they are scored."""
