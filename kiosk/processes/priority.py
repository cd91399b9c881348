"""Making background work give way to the meeting."""

# From here on work gets only what nobody else wants (Linux: SCHED_IDLE).
IDLE_NICE = 19

# The kernel takes one such request each tenth of a second from all of us together.
_GIVE_WAY = """
nice=$0
for _ in 1 2 3 4 5 6 7 8 9; do
  [ -w /proc/self/autogroup ] || break
  { echo "$nice" >/proc/self/autogroup; } 2>/dev/null && break
  sleep 0.07
done
"""
_GO = 'exec nice -n "$nice" "$@"'
# A waking server takes a core that runs such work as if the core were free.
_GO_IDLE = 'exec chrt --idle 0 nice -n "$nice" "$@"'


def low_priority_prefix(nice: int) -> list[str]:
    """Return the words before a command that make it give way to others.

    Linux shares processors among sessions first (autogroup), and each run here is a
    session of its own: `nice` alone would count only against itself.
    """
    if not nice:
        return []
    go = _GO_IDLE if nice >= IDLE_NICE else _GO
    return ["/bin/sh", "-c", _GIVE_WAY + go, str(nice)]
