"""What Slack's requests mean: `register` is the table of contents."""
