"""The service side of an RFP as plain data for its templates."""
