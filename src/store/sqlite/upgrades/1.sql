CREATE TABLE product (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, prefix TEXT NOT NULL, vision TEXT NOT NULL, goal TEXT NOT NULL,
    zone TEXT NOT NULL, sprint_days INTEGER NOT NULL CHECK (sprint_days BETWEEN 1 AND 31),
    sprint_weekday INTEGER NOT NULL CHECK (sprint_weekday BETWEEN 0 AND 6)
) STRICT;
CREATE TABLE team (
    id INTEGER PRIMARY KEY, product INTEGER NOT NULL REFERENCES product (id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL
) STRICT;
CREATE TABLE person (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, roles TEXT NOT NULL, login TEXT,
    has_left INTEGER NOT NULL CHECK (has_left IN (0, 1))
) STRICT;
CREATE TABLE epic (
    id INTEGER PRIMARY KEY, product INTEGER NOT NULL REFERENCES product (id) DEFERRABLE INITIALLY DEFERRED,
    title TEXT NOT NULL, description TEXT NOT NULL, closed INTEGER NOT NULL CHECK (closed IN (0, 1)), source TEXT,
    source_key TEXT, rest TEXT NOT NULL
) STRICT;
CREATE TABLE label (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, retired INTEGER NOT NULL CHECK (retired IN (0, 1))
) STRICT;
CREATE TABLE board_column (
    id INTEGER PRIMARY KEY, team INTEGER NOT NULL REFERENCES team (id) DEFERRABLE INITIALLY DEFERRED, name TEXT NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('to do', 'doing', 'review')), rank TEXT NOT NULL, wip INTEGER
) STRICT;
CREATE TABLE rule (
    id INTEGER PRIMARY KEY, team INTEGER NOT NULL REFERENCES team (id) DEFERRABLE INITIALLY DEFERRED,
    definition TEXT NOT NULL CHECK (definition IN ('ready', 'done')), check_word TEXT, text TEXT NOT NULL,
    kinds TEXT NOT NULL, person INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED, rank TEXT NOT NULL
) STRICT;
CREATE TABLE sprint (
    id INTEGER PRIMARY KEY, team INTEGER NOT NULL REFERENCES team (id) DEFERRABLE INITIALLY DEFERRED, name TEXT NOT NULL,
    goal TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('planned', 'running', 'closed')), start_day TEXT,
    end_day TEXT, days TEXT NOT NULL, started_at INTEGER, closed_at INTEGER, forecast INTEGER, done INTEGER
) STRICT;
CREATE TABLE report (
    id INTEGER PRIMARY KEY, sprint INTEGER NOT NULL, -- a withdrawn report outlives its sprint
    at INTEGER NOT NULL, withdrawn INTEGER NOT NULL CHECK (withdrawn IN (0, 1)), content TEXT NOT NULL
) STRICT;
CREATE INDEX report_sprint ON report (sprint);
CREATE TABLE item (
    id INTEGER PRIMARY KEY, product INTEGER NOT NULL REFERENCES product (id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL CHECK (kind IN ('story', 'bug', 'spike', 'chore', 'improvement')), title TEXT NOT NULL,
    rank TEXT NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('new', 'ready', 'to do', 'doing', 'review', 'accepted', 'dropped')),
    board_column INTEGER REFERENCES board_column (id) DEFERRABLE INITIALLY DEFERRED, since INTEGER NOT NULL,
    sprint INTEGER REFERENCES sprint (id) DEFERRABLE INITIALLY DEFERRED,
    epic INTEGER REFERENCES epic (id) DEFERRABLE INITIALLY DEFERRED,
    parent INTEGER REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED, estimate INTEGER, labels TEXT NOT NULL,
    assignees TEXT NOT NULL, depends_on TEXT NOT NULL, ticks TEXT NOT NULL, blocked TEXT, blocked_since INTEGER,
    ready_at INTEGER, reason TEXT, rejections INTEGER NOT NULL, rejected TEXT, created INTEGER NOT NULL, ended INTEGER,
    source TEXT, source_key TEXT, tally TEXT NOT NULL, is_open INTEGER NOT NULL CHECK (is_open IN (0, 1)),
    folded TEXT NOT NULL
) STRICT;
CREATE INDEX item_order ON item (is_open, rank, id);
CREATE INDEX item_sprint ON item (sprint);
CREATE INDEX item_column ON item (board_column);
CREATE INDEX item_epic ON item (epic);
CREATE INDEX item_parent ON item (parent);
CREATE INDEX item_source ON item (source_key);
CREATE TABLE body (
    id INTEGER PRIMARY KEY REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED, as_a TEXT NOT NULL, i_want TEXT NOT NULL,
    so_that TEXT NOT NULL, description TEXT NOT NULL, rest TEXT NOT NULL
) STRICT;
CREATE TABLE criterion (
    id INTEGER PRIMARY KEY, item INTEGER NOT NULL REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED, rank TEXT NOT NULL,
    text TEXT NOT NULL, verdict TEXT NOT NULL CHECK (verdict IN ('unchecked', 'met', 'failed')), note TEXT NOT NULL
) STRICT;
CREATE INDEX criterion_item ON criterion (item);
CREATE TABLE task (
    id INTEGER PRIMARY KEY, item INTEGER NOT NULL REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED, rank TEXT NOT NULL,
    text TEXT NOT NULL, done INTEGER NOT NULL CHECK (done IN (0, 1))
) STRICT;
CREATE INDEX task_item ON task (item);
CREATE TABLE question (
    id INTEGER PRIMARY KEY, item INTEGER NOT NULL REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED, text TEXT NOT NULL,
    asked_by INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED, asked_at INTEGER NOT NULL,
    asked_of INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED, needed_by TEXT, answer TEXT NOT NULL,
    answered_by INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED, answered_at INTEGER
) STRICT;
CREATE INDEX question_item ON question (item);
CREATE TABLE comment (
    id INTEGER PRIMARY KEY, item INTEGER NOT NULL REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED,
    author INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED, author_name TEXT, at INTEGER NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE INDEX comment_item ON comment (item);
CREATE TABLE link (
    id INTEGER PRIMARY KEY, item INTEGER NOT NULL REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED, title TEXT NOT NULL,
    url TEXT NOT NULL
) STRICT;
CREATE INDEX link_item ON link (item);
CREATE TABLE selection (
    id INTEGER PRIMARY KEY, item INTEGER NOT NULL REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED,
    sprint INTEGER NOT NULL REFERENCES sprint (id) DEFERRABLE INITIALLY DEFERRED,
    forecast INTEGER NOT NULL CHECK (forecast IN (0, 1)), since INTEGER NOT NULL, until INTEGER, estimate INTEGER
) STRICT;
CREATE INDEX selection_item ON selection (item);
CREATE INDEX selection_sprint ON selection (sprint);
CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
CREATE TABLE memo (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE entry (
    revision INTEGER PRIMARY KEY, operation TEXT NOT NULL UNIQUE, at INTEGER NOT NULL, person INTEGER, on_behalf INTEGER,
    login TEXT NOT NULL, terminal TEXT NOT NULL, team INTEGER, ceremony INTEGER,
    kind TEXT NOT NULL CHECK (kind IN ('deed', 'undo', 'redo')), target INTEGER, sealed_until INTEGER,
    sentence TEXT NOT NULL, hash TEXT NOT NULL
) STRICT;
CREATE INDEX entry_target ON entry (target);
CREATE INDEX entry_person ON entry (person, revision);
CREATE TABLE change (
    revision INTEGER NOT NULL REFERENCES entry (revision) DEFERRABLE INITIALLY DEFERRED, ordinal INTEGER NOT NULL,
    entity TEXT NOT NULL, number INTEGER NOT NULL, item INTEGER, field TEXT, old_value TEXT, new_value TEXT,
    PRIMARY KEY (revision, ordinal)
) STRICT;
CREATE INDEX change_entity ON change (entity, number);
CREATE INDEX change_item ON change (item);
