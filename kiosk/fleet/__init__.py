"""The tablets of the house: enrolled, watched, commanded, handed on clean."""
