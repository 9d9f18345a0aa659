"""How proposers answer: the codes they may give, and what each code means."""
