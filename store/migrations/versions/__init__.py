"""One file for each step, in the order of their numbers; what has been released is never edited."""
