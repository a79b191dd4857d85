"""`python -m payerport` is the `payerport` command."""

from payerport.cli import main

if __name__ == "__main__":
    main()
