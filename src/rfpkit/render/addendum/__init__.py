"""An addendum, and the log of questions, as documents."""
