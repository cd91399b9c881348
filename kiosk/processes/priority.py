"""Run background programs at low priority."""

# From this nice value on, use the scheduling class SCHED_IDLE.
IDLE_NICE = 19

# The kernel accepts one change of autogroup per 0.1 s for all unprivileged processes.
_GIVE_WAY = """
nice=$0
for _ in 1 2 3 4 5 6 7 8 9; do
  [ -w /proc/self/autogroup ] || break
  { echo "$nice" >/proc/self/autogroup; } 2>/dev/null && break
  sleep 0.07
done
"""
_GO = 'exec nice -n "$nice" "$@"'
# The scheduler treats a core that runs only SCHED_IDLE work as free.
_GO_IDLE = 'exec chrt --idle 0 nice -n "$nice" "$@"'


def low_priority_prefix(nice: int) -> list[str]:
    """Return the command prefix that runs a program at this nice value.

    Linux shares CPU time among sessions first (autogroup, sched(7)), and each program
    here has its own session: `nice` alone would only rank it within that session.
    """
    if not nice:
        return []
    go = _GO_IDLE if nice >= IDLE_NICE else _GO
    return ["/bin/sh", "-c", _GIVE_WAY + go, str(nice)]
