"""The sheets of an audit's workbook, one file each."""
