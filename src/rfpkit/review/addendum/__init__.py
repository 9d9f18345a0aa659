"""Two versions of an RFP compared as objects: what an addendum must say."""
