"""What a miss costs: shapes, terms, the register and the ledger."""
