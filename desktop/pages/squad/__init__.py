"""The coach's home page."""
