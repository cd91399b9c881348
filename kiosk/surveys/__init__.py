"""Opinion surveys: built by the office, answered by members or by link."""
