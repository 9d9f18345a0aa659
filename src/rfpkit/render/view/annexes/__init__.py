"""The annexes that are derived from the levels: the ticket export, and worked examples."""
