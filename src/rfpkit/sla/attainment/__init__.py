"""From units to periods: counted, summed, compared."""
