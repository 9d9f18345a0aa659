"""The family page: what students and families can count on, in plain words, from the levels."""
