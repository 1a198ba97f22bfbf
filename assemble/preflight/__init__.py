"""What a finished PDF is made of, and what of that a printer would refuse."""
