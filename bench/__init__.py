"""What the program costs, each figure beside a floor that was run in the same minute."""
