"""Rules of votes: kinds, forms, passing, ballots, counts and results; pure."""
