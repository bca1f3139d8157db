"""Widgets that take rows and say domain words; they know no page and no database."""
