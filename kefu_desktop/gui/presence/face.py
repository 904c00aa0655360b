"""Which of its faces the program shows for where the agent stands."""

from kefu_desktop.core.standing import Away, Returning, State, Warned
from kefu_desktop.gui.icons import Face


def face_of(state: State) -> Face:
    """Gives the face for where somebody stands. What asks for an answer comes first."""
    match state.phase:
        case Away():
            return Face.AWAY
        case Warned():
            return Face.ASKED
    if state.busy is not None:
        return Face.BUSY
    return Face.BACK if isinstance(state.phase, Returning) else Face.HERE
