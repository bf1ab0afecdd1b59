"""A published document comes in: read, matched with the register, checked by a person, and taken over at once."""
