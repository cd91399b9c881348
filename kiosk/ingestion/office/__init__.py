"""What is changed inside an Office file before LibreOffice draws it.

Fonts from before Unicode, tracked changes and comments. Runs in the sandbox only.
"""
