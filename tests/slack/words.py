"""What the tests of Slack ask of the City's plan, and the figures they must not meet where they do not belong."""

ASKED = "status of NI 117"
FIGURE = "6.5%"  # its latest
SEVERAL_FIT = "persistent absence"  # of primary or of secondary schools
FOLLOW_UP = "and in 2012/13?"
EARLIER = "6.2%"  # the figure that it asks for
