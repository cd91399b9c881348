"""`python -m kiosk`: the commands for the keeper of the server."""

import sys

from kiosk.cli.main import main

sys.exit(main())
