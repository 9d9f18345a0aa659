"""What proposers price: lines, parts by model, fees, and how the totals are compared."""
