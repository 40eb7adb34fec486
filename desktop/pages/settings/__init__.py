"""The page of what can be set, and of the data as files."""
