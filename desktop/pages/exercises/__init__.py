"""The page of all exercises: what each is, what it takes, and what it opens."""
