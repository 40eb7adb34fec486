"""Every text that can be shown, and whether each language has it."""
