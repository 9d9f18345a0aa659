"""Write the service level once: publish it, sign it, audit it."""

__version__ = "0.1.0"
