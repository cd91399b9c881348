"""The client of our own server: HTTP requests and the live protocol, without a loop.

The rehearsal, the doctor, the start of `run`, the live tests and `bench/` speak to the
server through it. Pure bytes and the standard library: no eventlet and no subject.

Four clients stay apart on purpose:

* `tests/live/official_client.mjs`: Socket.IO's own client shows that the protocol is
  Socket.IO's and not only ours;
* `tests/live/wsproto_client.py`: frames that this package wrote or read on both sides
  would hide a common mistake, so another implementation checks the server's;
* `tests/live/frames.py` and the raw sockets of `test_doors.py`, `test_limits.py`,
  `test_restart.py` and `test_protocol_frames.py`: they send what a client must not;
* `bench/_http.py`: it measures how many bytes come, and may not keep them.
"""
