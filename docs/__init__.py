"""The manual, and the pictures in it."""
