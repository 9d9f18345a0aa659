"""Results and documents to HTML, PDF, DOCX, XLSX and JSON."""
