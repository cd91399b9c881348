"""Written consultations: members of a body answer by name until a deadline.

They are no surveys: every answer bears its author's name and is part of the record
(docs/decisions/0045-consultations.md).
"""
