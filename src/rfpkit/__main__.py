"""`python -m rfpkit`."""

from rfpkit.cli.main import main

if __name__ == "__main__":
    main()
