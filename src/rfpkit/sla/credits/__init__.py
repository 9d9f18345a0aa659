"""What misses cost: shapes, caps, earn-back, the ledger."""
