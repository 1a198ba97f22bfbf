"""The process: `python -m assemble` and the console script `assemble` begin and end here."""

import gc


def main() -> None:
    """Run the command line."""
    # A run is short and makes few cycles: looking for them costs a tenth of a build and frees
    # next to nothing. It is off before the imports, which make most of the objects.
    gc.disable()
    try:
        from assemble.cli import main as command_line

        command_line()
    finally:
        # What is left goes with the process; looking through it once more would take 80 ms.
        gc.freeze()


if __name__ == "__main__":
    main()
