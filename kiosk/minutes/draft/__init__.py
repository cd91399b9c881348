"""The first draft of the minutes, made of the facts."""
