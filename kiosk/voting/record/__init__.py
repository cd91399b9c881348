"""The record of a vote (biên bản kiểm phiếu) as PDF, XLSX, CSV and JSON."""
