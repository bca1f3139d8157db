"""Dialogs, one decision each."""
