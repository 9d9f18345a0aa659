"""What a pack's library holds, and how an RFP takes it."""
