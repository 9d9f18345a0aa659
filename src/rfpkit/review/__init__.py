"""What a careful reader would say of a document: findings, never changes."""
