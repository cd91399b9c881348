"""The named screens of the hall: what each shows, by itself or held by an operator."""
