"""The subcommands of `rfpkit pack`."""
