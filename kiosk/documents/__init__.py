"""Papers: originals, page images, words, publication. Renders nothing in the server."""
