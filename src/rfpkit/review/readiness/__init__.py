"""How far an RFP answers the eleven planning questions, and what to write where it does not."""
