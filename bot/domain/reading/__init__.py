"""A plan's sheets read: headings, rows and cells turned into the values of `planfile`."""
