"""Run plantrack: `plantrack`, or `python -m plantrack`."""

import gc
import os
import sys

INTERRUPTED = 130


def main() -> None:
    """Run the program and exit with its code."""
    try:
        # A command is over before there is garbage worth collecting, and the collector walks all records many times.
        gc.disable()
        # Imported here, so that Ctrl-C is as quiet during the first moments as later.
        from plantrack.cli.app import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = INTERRUPTED
    # Both streams are written. What is left is to free 100,000 records one by one.
    os._exit(code)


if __name__ == "__main__":
    main()
