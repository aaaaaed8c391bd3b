-- Recreates the tables that schema 5 changes, and copies their rows.
ALTER TABLE epic RENAME TO old_epic;
CREATE TABLE epic (
    id INTEGER PRIMARY KEY, product INTEGER NOT NULL REFERENCES product (id) DEFERRABLE INITIALLY DEFERRED, number INTEGER,
    title TEXT NOT NULL, description TEXT NOT NULL, closed INTEGER NOT NULL CHECK (closed IN (0, 1)), source TEXT,
    source_key TEXT, rest TEXT NOT NULL
) STRICT;
INSERT INTO epic (
    id, product, number, title, description, closed, source, source_key, rest
) SELECT
    id, product, NULL, title, description, closed, source, source_key, rest
FROM old_epic;
DROP TABLE old_epic;
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
    overridden_by INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED, rejections INTEGER NOT NULL,
    rejected TEXT, reopened INTEGER, created INTEGER NOT NULL, started INTEGER, entry_stage TEXT, ended INTEGER,
    split_from INTEGER REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED, source TEXT, source_key TEXT,
    tally TEXT NOT NULL, is_open INTEGER NOT NULL CHECK (is_open IN (0, 1))
) STRICT;
INSERT INTO item (
    id, product, number, kind, title, rank, stage, board_column, since, sprint, epic, parent, estimate, labels, assignees,
    depends_on, ticks, blocked, blocked_since, ready_at, reason, rejections, rejected, created, ended,
    source, source_key, tally, is_open
) SELECT
    id, product, id, kind, title, rank, stage, board_column, since, sprint, epic, parent, estimate, labels, assignees,
    depends_on, ticks, blocked, blocked_since, ready_at, reason, rejections, rejected, created, ended,
    source, source_key, tally, is_open
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
CREATE INDEX item_renumbered ON item (number) WHERE number <> id;
ALTER TABLE ceremony RENAME TO old_ceremony;
CREATE TABLE ceremony (
    id INTEGER PRIMARY KEY, team INTEGER NOT NULL REFERENCES team (id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL CHECK (kind IN ('refinement', 'planning', 'stand-up', 'review', 'retrospective')),
    sprint INTEGER REFERENCES sprint (id) DEFERRABLE INITIALLY DEFERRED, started_at INTEGER NOT NULL, ended_at INTEGER,
    facilitator INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    on_behalf INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED, present TEXT NOT NULL, timebox INTEGER,
    wall TEXT, dots INTEGER
) STRICT;
INSERT INTO ceremony (
    id, team, kind, sprint, started_at, ended_at, facilitator, on_behalf, present, timebox, wall
) SELECT
    id, team, kind, sprint, started_at, ended_at, facilitator, on_behalf, present, timebox, wall
FROM old_ceremony;
DROP TABLE old_ceremony;
CREATE INDEX ceremony_sprint ON ceremony (sprint);
CREATE INDEX ceremony_kind ON ceremony (kind, ended_at);
ALTER TABLE entry RENAME TO old_entry;
CREATE TABLE entry (
    revision INTEGER PRIMARY KEY, operation TEXT NOT NULL UNIQUE, at INTEGER NOT NULL, person INTEGER, on_behalf INTEGER,
    login TEXT NOT NULL, terminal TEXT NOT NULL, team INTEGER, ceremony INTEGER,
    kind TEXT NOT NULL CHECK (kind IN ('deed', 'undo', 'redo')), target INTEGER, sealed_until INTEGER,
    sentence TEXT NOT NULL, act TEXT, version INTEGER NOT NULL, day TEXT NOT NULL,
    set_back INTEGER NOT NULL CHECK (set_back IN (0, 1)), hash TEXT NOT NULL
) STRICT;
INSERT INTO entry (
    revision, operation, at, person, on_behalf, login, terminal, team, ceremony, kind, target, sealed_until,
    sentence, act, version, day, set_back, hash
) SELECT
    revision, operation, at, person, on_behalf, login, terminal, team, ceremony, kind, target, sealed_until,
    sentence, act, version, '', 0, hash
FROM old_entry;
DROP TABLE old_entry;
CREATE INDEX entry_target ON entry (target);
CREATE INDEX entry_person ON entry (person, revision);
CREATE INDEX entry_ceremony ON entry (ceremony);
CREATE INDEX entry_set_back ON entry (revision) WHERE set_back = 1;
CREATE INDEX change_sprint ON change (revision) WHERE field = 'sprint';
CREATE INDEX change_gone ON change (revision) WHERE field IS NULL AND new_value IS NULL;
