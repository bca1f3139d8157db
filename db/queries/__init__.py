"""One module per page, one function per question, frozen rows as answers."""
