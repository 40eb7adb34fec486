"""The page of all rules: each in words, with its numbers, its source and how sure it is."""
