-- Schema 1.1: replies that were united, so that what they were used counts with the one that is left.

PRAGMA user_version = 65537; -- major 1 * 65536 + minor 1

ALTER TABLE reply ADD COLUMN united TEXT
    /* The reply that took this one's place; it speaks only while this one lies in the trash. */;

CREATE INDEX reply_by_union ON reply (united) WHERE united IS NOT NULL;

-- What counts as use of a reply: its own, and that of the replies it took the place of.
CREATE VIEW counted_use (reply, variant, count, last) AS
    SELECT reply, variant, count, last FROM use_total
    UNION ALL
    SELECT united, variant, count, last FROM reply JOIN use_total ON use_total.reply = reply.uid
    WHERE united IS NOT NULL AND trashed IS NOT NULL;
