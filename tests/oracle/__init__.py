"""A second, plain reading of the domain specification, written apart from the rule engine to be compared with it.

Nothing here is imported by the product. The rulebook comes in as the dictionaries of `catalogue.toml` and
`rules.toml`, so that random rulebooks can be tried; the facts are those of `rules.facts`. Loads are compared as
exact fractions: a tolerance of half a kilogram must not depend on how 0.4 x 68 is rounded in binary.
"""
