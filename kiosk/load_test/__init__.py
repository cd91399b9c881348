"""Load test (`rehearse`): simulated tablets that use the real protocol.

One process, one epoll loop, raw frames: the test must cost less than the server under
test. It uses neither Flask nor eventlet, and the server does not depend on it.
"""
