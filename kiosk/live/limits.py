"""The figures of what one connection, device and address may use of the live channel.

A device is a sign-in, or a tablet of the house on which nobody is signed in. Many
devices may share one address (NAT): so an address above its limit only makes its
devices' limits stricter, down to figures which an ordinary tablet does not reach, and
never refuses a device as such. Each server process counts for itself (`limiter.py`).
"""

from dataclasses import dataclass

KIB = 1024

# Of each connection, whoever it belongs to.

# The longest message; browsers send a greeting and short reports.
MAX_MESSAGE_BYTES = 16 * KIB
# How much is read at once.
SOCKET_READ_BYTES = 16 * KIB
# What may wait to be sent, besides what the kernel holds: some seconds of events and a
# snapshot. Whoever lets more pile up is dropped, and heals by the snapshot.
MAX_BACKLOG_BYTES = 1024 * KIB
# What the kernel may hold to be sent (it doubles the figure): a crowd of clients
# that stop reading must not take the machine's memory.
SEND_BUFFER_BYTES = 64 * KIB
# What the kernel may hold of what a client has sent and nobody has read: at its
# default 6 MB for each connection.
RECEIVE_BUFFER_BYTES = 32 * KIB
# Of a client that has been told goodbye no more is read than this, and thrown away.
MAX_DISCARDED_BYTES = 64 * KIB
# When so many messages of one client wait to be worked on, no more are read of it.
MAX_QUEUED_MESSAGES = 100

# Of connections that have shown no session.

# So many of one address may wait for their head or body at once; the one that has
# waited longest is closed for a new one. An honest head is there after one round trip:
# at 1,000 new connections a second it has half a second to come.
MAX_UNAUTHENTICATED_PER_ADDRESS = 512
# The same of all addresses together; each takes a file of the process.
MAX_UNAUTHENTICATED = 1024

# Of bodies.

# The slowest uplink that is waited for: 32 kbit/s.
BODY_BYTES_PER_SECOND = 4 * KIB
# What a route has left unread of a body is read and thrown away up to this; beyond it
# the connection ends.
MAX_UNREAD_BYTES = 4 * KIB

# Of handshakes.

# One that is refused because its device connects too often is answered after so long:
# a client that tries again at once is slowed down to this.
REFUSAL_DELAY_SECONDS = (1.0, 3.0)
# So many may wait for that at once, 60 KiB each; others are answered at once.
MAX_DELAYED_REFUSALS = 256


@dataclass(frozen=True)
class Rate:
    """So much at once, and so much a second after that."""

    burst: float
    per_second: float

    def spend(self, due: float, amount: float, now: float) -> float | None:
        """Return the moment at which all that was used will be forgotten.

        `due` is that moment before `amount` is used; None: it is more than the rate
        allows.
        """
        later = max(due, now) + amount / self.per_second
        return later if later - now <= self.burst / self.per_second else None


@dataclass(frozen=True)
class LiveLimits:
    """The figures; rates are so much at once, and so much a second after that."""

    # A person has some tabs open, and a tablet that loses its Wi-Fi again and again
    # leaves dead sockets until their pings are overdue (18 s): one every 2 s at worst.
    # Beyond it the socket that was silent longest is closed in favour of the new one.
    device_sockets: int = 16
    # The same while the server is nearly full, or the address is above its own figure:
    # a tablet, its dead socket, and two tabs more.
    crowded_device_sockets: int = 4
    # A hall of 400 tablets with five sockets each, behind one address.
    address_sockets: int = 2000
    # From so large a share of KIOSK_MAX_CONNECTIONS on the server is nearly full.
    crowded_share: float = 0.8
    # A screen sends at most two reports and a pong (every 10 s) a second: 16 of them
    # 34 a second. At once: each joins, reports and answers a ping, four times over.
    device_messages: Rate = Rate(burst=200, per_second=40)
    # A report has about 80 bytes, the greeting at most some hundred; the burst holds
    # four messages of the longest kind (MAX_MESSAGE_BYTES).
    device_bytes: Rate = Rate(burst=68 * KIB, per_second=16 * KIB)
    # A lost screen tries again every 1 to 5 s: 16 of them 16 a second at first, and
    # after a moment four.
    device_handshakes: Rate = Rate(burst=60, per_second=4)
    # Reports are spread over time so that all tablets together send 1,400 a second;
    # 12,000 tablets answer 1,200 pings a second, and join within some ten seconds.
    address_messages: Rate = Rate(burst=20_000, per_second=5_000)
    address_bytes: Rate = Rate(burst=4096 * KIB, per_second=1024 * KIB)
    # While the address is above these, a device's message counts so many times: eight
    # a second remain, which three screens of one person do not reach.
    crowded_weight: int = 5


LIVE_LIMITS = LiveLimits()
