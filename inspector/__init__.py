"""Grid Inspector: patrols, findings and reports of environmental grids."""

__version__ = "0.1.0"
