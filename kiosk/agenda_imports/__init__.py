"""An agenda from a table: pasted, or read from a DOCX or XLSX file by the worker."""
