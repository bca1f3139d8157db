"""Tables in and out: CSV, Excel, GeoJSON, JSON."""
