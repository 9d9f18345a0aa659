"""What the Contractor does: intake, visits, repair, training, privacy, and who answers for it."""
