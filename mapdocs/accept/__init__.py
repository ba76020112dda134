"""What people changed in a document, accepted into the deal file: all that is settled, or nothing."""

from mapdocs.accept.parts import Applied, Step, Take
from mapdocs.accept.whole import apply

__all__ = ["Applied", "Step", "Take", "apply"]
