-- Recreates the table of items with the columns of schema 7, and copies its rows.
ALTER TABLE item RENAME TO old_item;
CREATE TABLE item (
    id INTEGER PRIMARY KEY, product INTEGER NOT NULL REFERENCES product (id) DEFERRABLE INITIALLY DEFERRED,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('story', 'bug', 'spike', 'chore', 'improvement')), title TEXT NOT NULL,
    rank TEXT COLLATE BINARY NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('new', 'ready', 'to do', 'doing', 'review', 'accepted', 'dropped')),
    board_column INTEGER REFERENCES board_column (id) DEFERRABLE INITIALLY DEFERRED, since INTEGER NOT NULL,
    sprint INTEGER REFERENCES sprint (id) DEFERRABLE INITIALLY DEFERRED,
    epic INTEGER REFERENCES epic (id) DEFERRABLE INITIALLY DEFERRED,
    parent INTEGER REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED, estimate INTEGER, labels TEXT NOT NULL,
    assignees TEXT NOT NULL, depends_on TEXT NOT NULL, ticks TEXT NOT NULL, blocked TEXT, blocked_since INTEGER,
    ready_at INTEGER, reason TEXT, overridden TEXT,
    overridden_by INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED, ready_reason TEXT,
    ready_reason_by INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED, rejections INTEGER NOT NULL,
    rejected TEXT, reopened INTEGER, created INTEGER NOT NULL, started INTEGER, entry_stage TEXT, ended INTEGER,
    split_from INTEGER REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED, source TEXT, source_key TEXT,
    tally TEXT NOT NULL, is_open INTEGER NOT NULL CHECK (is_open IN (0, 1))
) STRICT;
INSERT INTO item (
    id, product, number, kind, title, rank, stage, board_column, since, sprint, epic, parent, estimate, labels, assignees,
    depends_on, ticks, blocked, blocked_since, ready_at, reason, overridden, overridden_by, rejections, rejected, reopened,
    created, started, entry_stage, ended, split_from, source, source_key, tally, is_open
) SELECT
    id, product, number, kind, title, rank, stage, board_column, since, sprint, epic, parent, estimate, labels, assignees,
    depends_on, ticks, blocked, blocked_since, ready_at, reason, overridden, overridden_by, rejections, rejected, reopened,
    created, started, entry_stage, ended, split_from, source, source_key, tally, is_open
FROM old_item;
DROP TABLE old_item;
CREATE INDEX item_order ON item (is_open, rank, id);
CREATE INDEX item_sprint ON item (sprint);
CREATE INDEX item_column ON item (board_column);
CREATE INDEX item_epic ON item (epic);
CREATE INDEX item_parent ON item (parent);
CREATE INDEX item_split ON item (split_from);
CREATE INDEX item_source ON item (source_key);
CREATE INDEX item_number ON item (number);
CREATE INDEX item_ended ON item (ended) WHERE ended IS NOT NULL;
CREATE INDEX item_renumbered ON item (number) WHERE number <> id;
