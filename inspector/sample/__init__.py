"""The sample county, marked 演示, that shows the program with a week of patrols."""
