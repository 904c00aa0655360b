-- Made by `python -m kefu_desktop.store.schema db` from migrations/; edit those.

PRAGMA application_id = 1262831189;

PRAGMA user_version = 65537;

CREATE TABLE library (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    uid TEXT NOT NULL,
    created INTEGER NOT NULL,
    -- Grows by one with each commit and each use.
    revision INTEGER NOT NULL,
    -- Which entities changed is known for every revision after this one.
    known_since INTEGER NOT NULL
) STRICT;

CREATE TABLE category (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    parent INTEGER REFERENCES category (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL
) STRICT;

CREATE INDEX category_by_parent ON category (parent);

CREATE UNIQUE INDEX category_among_siblings ON category (ifnull(parent, 0), name);

CREATE TABLE reply (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    shortcut TEXT NOT NULL,
    -- The shortcut without regard to case. NULL where there is none and in the trash, which frees it.
    shortcut_key TEXT,
    category INTEGER REFERENCES category (id) DEFERRABLE INITIALLY DEFERRED,
    favourite INTEGER NOT NULL CHECK (favourite IN (0, 1)),
    notes TEXT NOT NULL,
    delivery TEXT NOT NULL,
    position INTEGER NOT NULL,
    -- Where it came from; all four or none.
    pack TEXT,
    record TEXT,
    pack_version TEXT,
    pack_digest TEXT,
    created INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    trashed INTEGER, united TEXT
    /* The reply that took this one's place; it speaks only while this one lies in the trash. */,
    CHECK ((pack IS NULL) = (record IS NULL)
        AND (pack IS NULL) = (pack_version IS NULL)
        AND (pack IS NULL) = (pack_digest IS NULL))
) STRICT;

CREATE UNIQUE INDEX reply_by_shortcut ON reply (shortcut_key) WHERE shortcut_key IS NOT NULL;

CREATE INDEX reply_by_category ON reply (category);

CREATE INDEX reply_by_origin ON reply (pack, record) WHERE pack IS NOT NULL;

CREATE INDEX reply_by_trash ON reply (trashed) WHERE trashed IS NOT NULL;

CREATE TABLE variant (
    reply INTEGER NOT NULL REFERENCES reply (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (reply, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE asked_as (
    reply INTEGER NOT NULL REFERENCES reply (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (reply, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE reply_tag (
    reply INTEGER NOT NULL REFERENCES reply (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    key TEXT NOT NULL,
    PRIMARY KEY (reply, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX reply_tag_by_key ON reply_tag (key);

CREATE TABLE tag (
    key TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    grp TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE content (
    digest TEXT PRIMARY KEY,
    data BLOB NOT NULL
) STRICT;

CREATE TABLE attachment (
    reply INTEGER NOT NULL REFERENCES reply (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    digest TEXT NOT NULL REFERENCES content (digest) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    PRIMARY KEY (reply, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX attachment_by_digest ON attachment (digest);

CREATE TABLE pack (
    uid TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    version TEXT NOT NULL,
    imported INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE buried (
    pack TEXT NOT NULL,
    record TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (pack, record)
) STRICT, WITHOUT ROWID;

CREATE TABLE step (
    number INTEGER PRIMARY KEY,
    deed TEXT NOT NULL,
    count INTEGER NOT NULL,
    at INTEGER NOT NULL,
    undone INTEGER NOT NULL CHECK (undone IN (0, 1))
) STRICT;

CREATE TABLE step_part (
    step INTEGER NOT NULL REFERENCES step (number) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    changes BLOB NOT NULL,
    PRIMARY KEY (step, position)
) STRICT;

CREATE TABLE revision (
    number INTEGER PRIMARY KEY,
    deed TEXT NOT NULL,
    way TEXT NOT NULL,
    at INTEGER NOT NULL,
    touched TEXT
) STRICT;

CREATE TABLE use_log (
    revision INTEGER PRIMARY KEY,
    reply TEXT NOT NULL,
    variant BLOB NOT NULL,
    at INTEGER NOT NULL,
    client TEXT NOT NULL,
    mode TEXT NOT NULL
) STRICT;

CREATE INDEX use_log_by_reply ON use_log (reply);

CREATE TABLE use_total (
    reply TEXT NOT NULL,
    variant BLOB NOT NULL,
    count INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (reply, variant)
) STRICT, WITHOUT ROWID;

CREATE INDEX reply_by_union ON reply (united) WHERE united IS NOT NULL;

CREATE VIEW counted_use (reply, variant, count, last) AS
    SELECT reply, variant, count, last FROM use_total
    UNION ALL
    SELECT united, variant, count, last FROM reply JOIN use_total ON use_total.reply = reply.uid
    WHERE united IS NOT NULL AND trashed IS NOT NULL;
