"""Define the limits of connections, devices and addresses on the live channel.

A device is a sign-in, or an enrolled tablet on which nobody is signed in. Many devices
may share one address (NAT): an address above its limit only makes its devices' limits
stricter, to values which an ordinary tablet does not reach; no device is rejected for
its address. Each server process counts for itself (`limiter.py`).
"""

from dataclasses import dataclass

KIB = 1024

# Per connection.

# The longest message; browsers send a greeting and short reports.
MAX_MESSAGE_BYTES = 16 * KIB
# Read at once.
SOCKET_READ_BYTES = 16 * KIB
# Backlog of a client besides the kernel's buffer: some seconds of events and a
# snapshot. A client with more is disconnected, and recovers by the snapshot.
MAX_BACKLOG_BYTES = 1024 * KIB
# Send buffer in the kernel, which doubles the value: clients that stop reading must not
# exhaust the machine's memory.
SEND_BUFFER_BYTES = 64 * KIB
# Receive buffer in the kernel; its default is up to 6 MB per connection.
RECEIVE_BUFFER_BYTES = 32 * KIB
# Bytes that are read and discarded after a close frame was sent.
MAX_DISCARDED_BYTES = 64 * KIB
# Queued messages of one client at which reading from it is paused.
MAX_QUEUED_MESSAGES = 100

# Connections without a valid session.

# Connections of one address that wait for their head or body; the oldest is closed for
# a new one. A regular head arrives after one round trip: at 1,000 new connections a
# second it has half a second.
MAX_UNAUTHENTICATED_PER_ADDRESS = 512
# The same for all addresses together; each takes a file descriptor.
MAX_UNAUTHENTICATED = 1024

# Bodies.

# Minimum upload rate: 32 kbit/s.
BODY_BYTES_PER_SECOND = 4 * KIB
# Unread bytes of a body that are read and discarded; with more of them the connection
# is closed.
MAX_UNREAD_BYTES = 4 * KIB

# Handshakes.

# Range of the delay before a 429 response, in seconds: it slows down a client that
# tries again at once.
REFUSAL_DELAY_SECONDS = (1.0, 3.0)
# Delayed responses at once, 60 KiB each; others are sent at once.
MAX_DELAYED_REFUSALS = 256


@dataclass(frozen=True)
class Rate:
    """A token bucket: `burst` at once, and `per_second` after that."""

    burst: float
    per_second: float

    def spend(self, due: float, amount: float, now: float) -> float | None:
        """Return the time at which the bucket is full again; None: over the limit.

        `due` is that time before `amount` is spent; all on the clock of `now`, in
        seconds.
        """
        later = max(due, now) + amount / self.per_second
        return later if later - now <= self.burst / self.per_second else None


@dataclass(frozen=True)
class LiveLimits:
    """The limits per device and per address."""

    # A person has a few tabs open, and a tablet that keeps losing its Wi-Fi leaves dead
    # sockets until their pings time out (18 s): at worst one every 2 s. Over the limit
    # the most silent socket is closed for the new one.
    device_sockets: int = 16
    # The same while the server is nearly full or the address is above its limit: a
    # tablet, its dead socket, and two tabs more.
    crowded_device_sockets: int = 4
    # A hall of 400 tablets with five sockets each, behind one address.
    address_sockets: int = 2000
    # The share of KIOSK_MAX_CONNECTIONS from which the server is nearly full.
    crowded_share: float = 0.8
    # A screen sends at most two reports a second and a pong every 10 s: 16 of them 34 a
    # second. Burst: each joins, reports and answers a ping, four times.
    device_messages: Rate = Rate(burst=200, per_second=40)
    # A report has about 80 bytes, the greeting a few hundred at most; the burst holds
    # four messages of the maximum size (MAX_MESSAGE_BYTES).
    device_bytes: Rate = Rate(burst=68 * KIB, per_second=16 * KIB)
    # A disconnected screen retries every 1 to 5 s: 16 of them 16 a second at first, and
    # then four.
    device_handshakes: Rate = Rate(burst=60, per_second=4)
    # Reports are spread so that all tablets together send 1,400 a second; 12,000
    # tablets answer 1,200 pings a second, and join within some ten seconds.
    address_messages: Rate = Rate(burst=20_000, per_second=5_000)
    address_bytes: Rate = Rate(burst=4096 * KIB, per_second=1024 * KIB)
    # While the address is above these, a device's message counts so many times: eight a
    # second remain, which three screens of one person do not reach.
    crowded_weight: int = 5


LIVE_LIMITS = LiveLimits()
