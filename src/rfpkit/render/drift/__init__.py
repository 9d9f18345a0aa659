"""How far members are from their joint contract: page and workbook."""
