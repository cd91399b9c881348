"""How long data of a closed meeting is kept, and its removal after that time."""
