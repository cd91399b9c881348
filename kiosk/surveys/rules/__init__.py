"""Rules of surveys: forms, answers, phases, proofs of work."""
