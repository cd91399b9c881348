"""Client of the product's own server: HTTP and the live protocol, without a loop.

Used by the load test, the doctor, the start of `run`, the live tests and `bench/`. Pure
functions of bytes and the standard library: no eventlet and no subject.

Four clients are separate on purpose:

* `tests/live/official_client.mjs`: Socket.IO's own client tests compatibility;
* `tests/live/wsproto_client.py`: encoding and decoding frames with this package on both
  sides would hide a common mistake, so another implementation checks the server's;
* `tests/live/frames.py` and the raw sockets of `test_handshake.py`, `test_limits.py`,
  `test_restart.py` and `test_protocol_frames.py`: they send invalid data;
* `bench/_http.py`: it counts the bytes received and must not store them.
"""
