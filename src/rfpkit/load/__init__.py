"""YAML text to model, or every reason why not."""
