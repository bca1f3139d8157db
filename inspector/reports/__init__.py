"""Paper: what is printed, signed, verified and read back."""
