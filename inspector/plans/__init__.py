"""Rectification plans: a county's documents, read as a careful clerk would read them."""
