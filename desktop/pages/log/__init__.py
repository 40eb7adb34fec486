"""The page of an athlete's sessions."""
