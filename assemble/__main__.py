"""`python -m assemble` is the same as the console script `assemble`."""

from assemble.cli import main

if __name__ == "__main__":
    main()
