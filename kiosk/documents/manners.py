"""Making background work give way to the meeting."""

# The kernel takes one such request each tenth of a second from all of us together.
_GIVE_WAY = """
for _ in 1 2 3 4 5 6 7 8 9; do
  [ -w /proc/self/autogroup ] || break
  { echo "$0" >/proc/self/autogroup; } 2>/dev/null && break
  sleep 0.07
done
exec nice -n "$0" "$@"
"""


def politely(nice: int) -> list[str]:
    """Return the words before a command that make it give way to others.

    Linux shares processors among sessions first (autogroup), and each run here is a
    session of its own: `nice` alone would count only against itself.
    """
    return ["/bin/sh", "-c", _GIVE_WAY, str(nice)] if nice else []
