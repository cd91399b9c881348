"""Outside control of a meeting: button decks and control rooms, each with a token."""
