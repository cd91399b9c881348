"""The official papers of a meeting besides its minutes: listed, made, taken."""
