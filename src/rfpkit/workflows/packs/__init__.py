"""What people do with template packs."""
