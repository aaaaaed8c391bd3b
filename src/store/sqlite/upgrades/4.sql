-- Recreates the tables that differ from schema 4, and copies their rows.
ALTER TABLE product RENAME TO old_product;
CREATE TABLE product (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, prefix TEXT NOT NULL, vision TEXT NOT NULL, goal TEXT NOT NULL,
    zone TEXT NOT NULL, sprint_days INTEGER NOT NULL CHECK (sprint_days BETWEEN 1 AND 31),
    sprint_weekday INTEGER NOT NULL CHECK (sprint_weekday BETWEEN 0 AND 6),
    deck TEXT
) STRICT;
INSERT INTO product (
    id, name, prefix, vision, goal, zone, sprint_days, sprint_weekday, deck
) SELECT
    id, name, prefix, vision, goal, zone, sprint_days, sprint_weekday, deck
FROM old_product;
DROP TABLE old_product;
ALTER TABLE board_column RENAME TO old_board_column;
CREATE TABLE board_column (
    id INTEGER PRIMARY KEY, team INTEGER NOT NULL REFERENCES team (id) DEFERRABLE INITIALLY DEFERRED, name TEXT NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('to do', 'doing', 'review')), rank TEXT COLLATE BINARY NOT NULL, wip INTEGER
) STRICT;
INSERT INTO board_column (
    id, team, name, stage, rank, wip
) SELECT
    id, team, name, stage, rank, wip
FROM old_board_column;
DROP TABLE old_board_column;
ALTER TABLE rule RENAME TO old_rule;
CREATE TABLE rule (
    id INTEGER PRIMARY KEY, team INTEGER NOT NULL REFERENCES team (id) DEFERRABLE INITIALLY DEFERRED,
    definition TEXT NOT NULL CHECK (definition IN ('ready', 'done')), check_word TEXT, text TEXT NOT NULL,
    kinds TEXT NOT NULL, person INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED, rank TEXT COLLATE BINARY NOT NULL
) STRICT;
INSERT INTO rule (
    id, team, definition, check_word, text, kinds, person, rank
) SELECT
    id, team, definition, check_word, text, kinds, person, rank
FROM old_rule;
DROP TABLE old_rule;
ALTER TABLE sprint RENAME TO old_sprint;
CREATE TABLE sprint (
    id INTEGER PRIMARY KEY, team INTEGER NOT NULL REFERENCES team (id) DEFERRABLE INITIALLY DEFERRED, name TEXT NOT NULL,
    goal TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('planned', 'running', 'closed')), start_day TEXT,
    end_day TEXT, days TEXT NOT NULL, started_at INTEGER, closed_at INTEGER, forecast INTEGER, done INTEGER,
    goal_outcome TEXT CHECK (goal_outcome IN ('met', 'partly met', 'not met')), goal_why TEXT
) STRICT;
INSERT INTO sprint (
    id, team, name, goal, state, start_day, end_day, days, started_at, closed_at, forecast, done, goal_outcome,
    goal_why
) SELECT
    id, team, name, goal, state, start_day, end_day, days, started_at, closed_at, forecast, done, goal_outcome,
    goal_why
FROM old_sprint;
DROP TABLE old_sprint;
ALTER TABLE report RENAME TO old_report;
CREATE TABLE report (
    id INTEGER PRIMARY KEY, sprint INTEGER NOT NULL, -- no reference: a withdrawn report outlives its sprint
    at INTEGER NOT NULL, withdrawn INTEGER NOT NULL CHECK (withdrawn IN (0, 1)), content TEXT NOT NULL
) STRICT;
INSERT INTO report (
    id, sprint, at, withdrawn, content
) SELECT
    id, sprint, at, withdrawn, content
FROM old_report;
DROP TABLE old_report;
CREATE INDEX report_sprint ON report (sprint);
ALTER TABLE item RENAME TO old_item;
CREATE TABLE item (
    id INTEGER PRIMARY KEY, product INTEGER NOT NULL REFERENCES product (id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL CHECK (kind IN ('story', 'bug', 'spike', 'chore', 'improvement')), title TEXT NOT NULL,
    rank TEXT COLLATE BINARY NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('new', 'ready', 'to do', 'doing', 'review', 'accepted', 'dropped')),
    board_column INTEGER REFERENCES board_column (id) DEFERRABLE INITIALLY DEFERRED, since INTEGER NOT NULL,
    sprint INTEGER REFERENCES sprint (id) DEFERRABLE INITIALLY DEFERRED,
    epic INTEGER REFERENCES epic (id) DEFERRABLE INITIALLY DEFERRED,
    parent INTEGER REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED, estimate INTEGER, labels TEXT NOT NULL,
    assignees TEXT NOT NULL, depends_on TEXT NOT NULL, ticks TEXT NOT NULL, blocked TEXT, blocked_since INTEGER,
    ready_at INTEGER, reason TEXT, rejections INTEGER NOT NULL, rejected TEXT, created INTEGER NOT NULL, ended INTEGER,
    source TEXT, source_key TEXT, tally TEXT NOT NULL, is_open INTEGER NOT NULL CHECK (is_open IN (0, 1))
) STRICT;
INSERT INTO item (
    id, product, kind, title, rank, stage, board_column, since, sprint, epic, parent, estimate, labels, assignees,
    depends_on, ticks, blocked, blocked_since, ready_at, reason, rejections, rejected, created, ended, source,
    source_key, tally, is_open
) SELECT
    id, product, kind, title, rank, stage, board_column, since, sprint, epic, parent, estimate, labels, assignees,
    depends_on, ticks, blocked, blocked_since, ready_at, reason, rejections, rejected, created, ended, source,
    source_key, tally, is_open
FROM old_item;
DROP TABLE old_item;
CREATE INDEX item_order ON item (is_open, rank, id);
CREATE INDEX item_sprint ON item (sprint);
CREATE INDEX item_column ON item (board_column);
CREATE INDEX item_epic ON item (epic);
CREATE INDEX item_parent ON item (parent);
CREATE INDEX item_source ON item (source_key);
ALTER TABLE criterion RENAME TO old_criterion;
CREATE TABLE criterion (
    id INTEGER PRIMARY KEY, item INTEGER NOT NULL REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED,
    rank TEXT COLLATE BINARY NOT NULL, text TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('unchecked', 'met', 'failed')), note TEXT NOT NULL
) STRICT;
INSERT INTO criterion (
    id, item, rank, text, verdict, note
) SELECT
    id, item, rank, text, verdict, note
FROM old_criterion;
DROP TABLE old_criterion;
CREATE INDEX criterion_item ON criterion (item);
ALTER TABLE task RENAME TO old_task;
CREATE TABLE task (
    id INTEGER PRIMARY KEY, item INTEGER NOT NULL REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED,
    rank TEXT COLLATE BINARY NOT NULL, text TEXT NOT NULL, done INTEGER NOT NULL CHECK (done IN (0, 1))
) STRICT;
INSERT INTO task (
    id, item, rank, text, done
) SELECT
    id, item, rank, text, done
FROM old_task;
DROP TABLE old_task;
CREATE INDEX task_item ON task (item);
ALTER TABLE selection RENAME TO old_selection;
CREATE TABLE selection (
    id INTEGER PRIMARY KEY, item INTEGER NOT NULL REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED,
    sprint INTEGER NOT NULL REFERENCES sprint (id) DEFERRABLE INITIALLY DEFERRED,
    forecast INTEGER NOT NULL CHECK (forecast IN (0, 1)), since INTEGER NOT NULL, until INTEGER, estimate INTEGER,
    unplanned INTEGER NOT NULL CHECK (unplanned IN (0, 1))
) STRICT;
INSERT INTO selection (
    id, item, sprint, forecast, since, until, estimate, unplanned
) SELECT
    id, item, sprint, forecast, since, until, estimate, unplanned
FROM old_selection;
DROP TABLE old_selection;
CREATE INDEX selection_item ON selection (item);
CREATE INDEX selection_sprint ON selection (sprint);
ALTER TABLE note RENAME TO old_note;
CREATE TABLE note (
    id INTEGER PRIMARY KEY, ceremony INTEGER NOT NULL REFERENCES ceremony (id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL CHECK (kind IN ('decision', 'parked', 'demo', 'note', 'why')), rank TEXT COLLATE BINARY NOT NULL,
    text TEXT NOT NULL, author INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED, at INTEGER NOT NULL,
    about INTEGER REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED,
    impediment INTEGER REFERENCES impediment (id) DEFERRABLE INITIALLY DEFERRED, topic TEXT,
    under INTEGER REFERENCES note (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
INSERT INTO note (
    id, ceremony, kind, rank, text, author, at, about, impediment, topic, under
) SELECT
    id, ceremony, kind, rank, text, author, at, about, impediment, topic, under
FROM old_note;
DROP TABLE old_note;
CREATE INDEX note_ceremony ON note (ceremony);
ALTER TABLE counter RENAME TO old_counter;
CREATE TABLE counter (name TEXT COLLATE BINARY PRIMARY KEY, value INTEGER NOT NULL) STRICT;
INSERT INTO counter (
    name, value
) SELECT
    name, value
FROM old_counter;
DROP TABLE old_counter;
ALTER TABLE memo RENAME TO old_memo;
CREATE TABLE memo (name TEXT COLLATE BINARY PRIMARY KEY, value TEXT NOT NULL) STRICT;
INSERT INTO memo (
    name, value
) SELECT
    name, value
FROM old_memo;
DROP TABLE old_memo;
ALTER TABLE entry RENAME TO old_entry;
CREATE TABLE entry (
    revision INTEGER PRIMARY KEY, operation TEXT NOT NULL UNIQUE, at INTEGER NOT NULL, person INTEGER, on_behalf INTEGER,
    login TEXT NOT NULL, terminal TEXT NOT NULL, team INTEGER, ceremony INTEGER,
    kind TEXT NOT NULL CHECK (kind IN ('deed', 'undo', 'redo')), target INTEGER, sealed_until INTEGER,
    sentence TEXT NOT NULL, act TEXT, version INTEGER NOT NULL, hash TEXT NOT NULL
) STRICT;
INSERT INTO entry (
    revision, operation, at, person, on_behalf, login, terminal, team, ceremony, kind, target, sealed_until,
    sentence, act, version, hash
) SELECT
    revision, operation, at, person, on_behalf, login, terminal, team, ceremony, kind, target, sealed_until,
    sentence, NULL, 1, hash
FROM old_entry;
DROP TABLE old_entry;
CREATE INDEX entry_target ON entry (target);
CREATE INDEX entry_person ON entry (person, revision);
CREATE INDEX entry_ceremony ON entry (ceremony);
