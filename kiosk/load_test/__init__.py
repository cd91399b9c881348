"""Rehearsing a conference: simulated tablets that speak the real protocol.

One process, one epoll loop, raw frames: a rehearsal must cost less than the server
it tries. Knows neither Flask nor eventlet, and the server knows nothing of it.
"""
