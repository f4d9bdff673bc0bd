"""Walks through the site by key, and what a screen reader says on them."""
