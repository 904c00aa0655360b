"""What can go wrong, as a code and its parameters, so that each surface words it in the user's
language.

The classes sort errors by what the caller can do about them, not by where they arose. No class
carries a sentence: sentences live in ``gui/wording.py`` and in ``cli``, and a test keeps both
complete against :class:`Code`.
"""

from enum import StrEnum


class Code(StrEnum):
    """Every failure the program can name. The value is the stable name printed by ``--json``."""

    # A value that cannot stand in the library.
    TITLE_EMPTY = "title-empty"
    TITLE_TOO_LONG = "title-too-long"
    TEXT_EMPTY = "text-empty"
    TEXT_TOO_LONG = "text-too-long"
    TEXT_CONTROL = "text-control"
    TOO_MANY = "too-many"
    SHORTCUT_INVALID = "shortcut-invalid"
    SHORTCUT_TAKEN = "shortcut-taken"
    TAG_INVALID = "tag-invalid"
    CATEGORY_INVALID = "category-invalid"
    CATEGORY_TOO_DEEP = "category-too-deep"
    CATEGORY_CYCLE = "category-cycle"
    CATEGORY_TAKEN = "category-taken"
    UID_INVALID = "uid-invalid"
    KIND_INVALID = "kind-invalid"
    CHORD_INVALID = "chord-invalid"
    CHORD_RESERVED = "chord-reserved"
    SETTING_UNKNOWN = "setting-unknown"
    SETTING_INVALID = "setting-invalid"
    CONSTANT_INVALID = "constant-invalid"
    # Something asked for that is not there, or is no longer what the caller saw.
    REPLY_MISSING = "reply-missing"
    CATEGORY_MISSING = "category-missing"
    NOTHING_MEANT = "nothing-meant"
    REPLY_AMBIGUOUS = "reply-ambiguous"
    CHANGED_MEANWHILE = "changed-meanwhile"
    IMPORT_MISSING = "import-missing"
    IMPORT_UNKNOWN = "import-unknown"
    NOTHING_TO_UNDO = "nothing-to-undo"
    NOTHING_TO_REDO = "nothing-to-redo"
    UNDO_OVERTAKEN = "undo-overtaken"
    TEXT_UNFILLED = "text-unfilled"
    TEXT_ONLY = "text-only"
    # The machine's fault: the library is whole, the change did not happen.
    DISK_FULL = "disk-full"
    LIBRARY_LOCKED = "library-locked"
    LIBRARY_READ_ONLY = "library-read-only"
    LIBRARY_UNREADABLE = "library-unreadable"
    LIBRARY_DAMAGED = "library-damaged"
    LIBRARY_TOO_NEW = "library-too-new"
    LIBRARY_FOREIGN = "library-foreign"
    BACKUP_DAMAGED = "backup-damaged"
    BACKUP_MISSING = "backup-missing"
    SETTINGS_UNREADABLE = "settings-unreadable"
    WORDING_FILE_DAMAGED = "wording-file-damaged"
    WORDING_RULE_INVALID = "wording-rule-invalid"
    CLIPBOARD_UNAVAILABLE = "clipboard-unavailable"
    CLIPBOARD_EMPTY = "clipboard-empty"
    CLIPBOARD_NO_IMAGE = "clipboard-no-image"
    NOT_RUNNING = "not-running"
    NO_DISPLAY = "no-display"
    OUTPUT_UNWRITABLE = "output-unwritable"
    DRAFT_UNKEPT = "draft-unkept"
    DRAFT_DAMAGED = "draft-damaged"
    # Images.
    IMAGE_UNKNOWN = "image-unknown"
    IMAGE_DAMAGED = "image-damaged"
    IMAGE_TOO_LARGE = "image-too-large"
    IMAGE_TOO_MANY_PIXELS = "image-too-many-pixels"
    IMAGE_MISSING = "image-missing"
    # Files of strangers.
    FILE_MISSING = "file-missing"
    FILE_UNREADABLE = "file-unreadable"
    FILE_UNWRITABLE = "file-unwritable"
    FILE_EXISTS = "file-exists"
    FILE_NOT_WRITTEN_SO = "file-not-written-so"
    FILE_EMPTY = "file-empty"
    FILE_UNKNOWN = "file-unknown"
    FILE_DAMAGED = "file-damaged"
    FILE_QUOTE_OPEN = "file-quote-open"
    FILE_TOO_NEW = "file-too-new"
    FILE_TOO_LARGE = "file-too-large"
    FILE_TOO_MANY_RECORDS = "file-too-many-records"
    FILE_TOO_MANY_MEMBERS = "file-too-many-members"
    FILE_TOO_DEEP = "file-too-deep"
    FILE_BOMB = "file-bomb"
    FILE_MEMBER_OUTSIDE = "file-member-outside"
    FILE_ENCODING = "file-encoding"
    FILE_DIGEST = "file-digest"
    FILE_NO_TEXT_COLUMN = "file-no-text-column"
    FILE_RESAVE = "file-resave"
    FILE_LOCKED = "file-locked"
    TABLE_CELLS_LEFT = "table-cells-left"
    TABLE_COLUMNS_LEFT = "table-columns-left"
    TABLE_UNCOMPUTED = "table-uncomputed"
    TABLE_HIDDEN = "table-hidden"
    PACK_OLDER = "pack-older"
    RECORD_INVALID = "record-invalid"
    RECORD_REPEATED = "record-repeated"
    RECORD_CLEANED = "record-cleaned"
    RECORD_SHORTCUT_DROPPED = "record-shortcut-dropped"
    RECORD_TAG_DROPPED = "record-tag-dropped"
    RECORD_READS_CLIPBOARD = "record-reads-clipboard"
    RECORD_IS_CODE = "record-is-code"
    RECORD_IS_PICTURE = "record-is-picture"
    RECORD_CODE_LEFT = "record-code-left"
    RECORD_PLACEHOLDER_LEFT = "record-placeholder-left"
    RECORD_PLAIN_TEXT = "record-plain-text"
    RECORD_PICTURE_LEFT = "record-picture-left"
    RECORD_WORDS_DROPPED = "record-words-dropped"
    RECORD_SWITCHED_OFF = "record-switched-off"
    RECORD_BLANK_MADE = "record-blank-made"
    PASSAGE_LEFT = "passage-left"
    MEMBER_LEFT = "member-left"
    MEMBER_DAMAGED = "member-damaged"
    MEMBER_ELSEWHERE = "member-elsewhere"
    # Packs on their way out.
    WRITTEN_PICTURE_LEFT = "written-picture-left"
    WRITTEN_OTHERWISE = "written-otherwise"
    WRITTEN_WORDS_ONLY = "written-words-only"
    # Shared places.
    PLACE_ADDRESS = "place-address"
    PLACE_KNOWN = "place-known"
    PLACE_MISSING = "place-missing"
    PLACE_EMPTY = "place-empty"
    PLACE_UNREACHABLE = "place-unreachable"
    PLACE_TIMEOUT = "place-timeout"
    PLACE_TLS = "place-tls"
    PLACE_BROKEN_OFF = "place-broken-off"
    PLACE_PASSWORD = "place-password"
    PLACE_PASSWORD_UNKNOWN = "place-password-unknown"
    PLACE_FORBIDDEN = "place-forbidden"
    PLACE_NOT_THERE = "place-not-there"
    PLACE_BUSY = "place-busy"
    PLACE_FULL = "place-full"
    PLACE_REFUSED = "place-refused"
    PLACE_REDIRECT = "place-redirect"
    PLACE_REDIRECTS = "place-redirects"
    PLACE_NOT_UNDERSTOOD = "place-not-understood"
    PLACE_TOO_LARGE = "place-too-large"
    PLACE_TOO_MANY = "place-too-many"
    PLACE_OVERTAKEN = "place-overtaken"
    PLACE_UNGUARDED = "place-unguarded"
    PACK_NAME_EMPTY = "pack-name-empty"
    # Profiles of chat clients.
    CLIENT_INVALID = "client-invalid"
    CLIENT_UNREADABLE = "client-unreadable"
    CLIENT_UNKNOWN = "client-unknown"


class KefuError(Exception):
    """Something the user can be told: a :class:`Code` and the facts that its sentence needs.

    Parameters are short facts (a path, a limit, a line number, a uid), never the text of a reply.
    """

    def __init__(self, code: Code, **params: str | int) -> None:
        super().__init__(code.value, params)
        self.code = code
        self.params = params


class InvalidInput(KefuError):
    """What was given cannot be used as it is; the user can mend it."""


class NotFound(KefuError):
    """What was asked for is not in the library, or not under this name."""


class Conflict(KefuError):
    """The library has moved on since the caller looked; look again and decide."""


class MachineFault(KefuError):
    """The disk, the file system or the desktop refused; the library is unchanged."""
