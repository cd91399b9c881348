"""Tasks (nhiệm vụ) of units, from conclusions or by hand, followed until confirmed."""
