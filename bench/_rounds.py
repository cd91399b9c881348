"""Durations of event loop rounds, from two reads of /metrics."""

Figures = dict[str, float]

_BUCKET = 'kiosk_loop_round_seconds_bucket{le="'


def change(before: Figures, after: Figures, name: str) -> float:
    """Return by how much a figure has grown."""
    return after[name] - before.get(name, 0.0)


def over(before: Figures, limit: str, after: Figures) -> int:
    """Return how many rounds were longer than `limit` seconds."""
    everything = change(before, after, "kiosk_loop_round_seconds_count")
    return int(everything - change(before, after, f'{_BUCKET}{limit}"}}'))


def longest_below_ms(before: Figures, after: Figures) -> float:
    """Return the upper bound of the longest round's bucket."""
    limits = [name[len(_BUCKET) : -2] for name in after if name.startswith(_BUCKET)]
    reached = next(limit for limit in limits if over(before, limit, after) == 0)
    return round(1000 * float(reached), 1)
