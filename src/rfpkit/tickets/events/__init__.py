"""The cells of an export as the events on the clocks of its tickets."""
