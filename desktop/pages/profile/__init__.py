"""One athlete's profile."""
