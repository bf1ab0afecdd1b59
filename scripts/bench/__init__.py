"""How fast the program is: `make bench`. docs/SPEED.md says what is measured, and how."""
