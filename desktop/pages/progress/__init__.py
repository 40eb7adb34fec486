"""The page of what an athlete's training came to."""
