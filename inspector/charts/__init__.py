"""Charts laid out once, as bars, rules and labels; screen and paper each paint that layout."""
