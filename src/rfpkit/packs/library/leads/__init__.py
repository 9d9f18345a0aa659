"""Where a change leads, kind by kind of what is changed."""
