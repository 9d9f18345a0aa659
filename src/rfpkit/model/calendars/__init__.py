"""When a clock may run: weeks, seasons, holidays, and cases that try them."""
