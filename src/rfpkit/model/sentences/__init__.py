"""The controlled sentences of service levels, one file for each kind."""
