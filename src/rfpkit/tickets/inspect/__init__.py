"""What is in an export that no mapping describes yet."""
