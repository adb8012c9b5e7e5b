"""What the tests of Slack ask, and the figures they must not meet where they do not belong."""

ASKED = "status of NEET"
SEVERAL_FIT = "crime"
FOLLOW_UP = "and last year?"
FIGURE = "6.5%"
