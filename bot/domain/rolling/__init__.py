"""A plan moves on: the sheet that makes next year's version, read back and decided, row by row."""
