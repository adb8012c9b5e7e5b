"""How a question is read, step by step; `questions` and `matching` are the ways in."""
