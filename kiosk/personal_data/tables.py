"""Declare for every table what is exported and erased of a member's data.

`tests/unit/personal_data/test_tables.py` fails for a table that is missing here.
"""

from kiosk.personal_data.rules import TableRule
from kiosk.personal_data.tables_of_office import RULES_OF_OFFICE
from kiosk.personal_data.tables_of_people import RULES_OF_PEOPLE

TABLE_RULES: dict[str, TableRule] = RULES_OF_PEOPLE | RULES_OF_OFFICE
