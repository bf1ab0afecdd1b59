"""Bodies that give way to others, the whole act: the register, the people, and what they wrote."""

from responses.succession.acts import hand_over, merge
from responses.succession.preview import of_handover, of_merger

__all__ = ["hand_over", "merge", "of_handover", "of_merger"]
