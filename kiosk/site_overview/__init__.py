"""All sites at a glance, and each operator's own: link, readiness, people, papers.

Joins what others know; decides nothing, and stores nothing.
"""
