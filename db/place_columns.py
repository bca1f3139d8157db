"""The columns of a place, all empty together."""

PLACE = "lat INTEGER, lon INTEGER, place_source TEXT, accuracy_m INTEGER"
