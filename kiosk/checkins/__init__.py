"""Check-in (điểm danh): gates, scans, attendance, roll call and quorum."""
