"""Block Kit as Slack checks it: which blocks there are, what they hold and how long it may be."""
