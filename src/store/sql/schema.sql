CREATE TABLE product (
    id {INT} PRIMARY KEY, name TEXT NOT NULL, prefix TEXT NOT NULL, vision TEXT NOT NULL, goal TEXT NOT NULL,
    zone TEXT NOT NULL, sprint_days {INT} NOT NULL CHECK (sprint_days BETWEEN 1 AND 31),
    sprint_weekday {INT} NOT NULL CHECK (sprint_weekday BETWEEN 0 AND 6),
    deck TEXT, working_days {INT} CHECK (working_days BETWEEN 1 AND 127),
    velocity_sprints {INT} CHECK (velocity_sprints BETWEEN 3 AND 20)
) {STRICT};
CREATE TABLE team (
    id {INT} PRIMARY KEY, product {INT} NOT NULL REFERENCES product (id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL
) {STRICT};
CREATE TABLE person (
    id {INT} PRIMARY KEY, name TEXT NOT NULL, roles TEXT NOT NULL, login TEXT,
    has_left {INT} NOT NULL CHECK (has_left IN (0, 1))
) {STRICT};
CREATE TABLE epic (
    id {INT} PRIMARY KEY, product {INT} NOT NULL REFERENCES product (id) DEFERRABLE INITIALLY DEFERRED, number {INT},
    title TEXT NOT NULL, description TEXT NOT NULL, closed {INT} NOT NULL CHECK (closed IN (0, 1)), source TEXT,
    source_key TEXT, rest TEXT NOT NULL
) {STRICT};
CREATE TABLE label (
    id {INT} PRIMARY KEY, name TEXT NOT NULL, retired {INT} NOT NULL CHECK (retired IN (0, 1))
) {STRICT};
CREATE TABLE board_column (
    id {INT} PRIMARY KEY, team {INT} NOT NULL REFERENCES team (id) DEFERRABLE INITIALLY DEFERRED, name TEXT NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('to do', 'doing', 'review')), rank TEXT {BYTES} NOT NULL, wip {INT}
) {STRICT};
CREATE TABLE rule (
    id {INT} PRIMARY KEY, team {INT} NOT NULL REFERENCES team (id) DEFERRABLE INITIALLY DEFERRED,
    definition TEXT NOT NULL CHECK (definition IN ('ready', 'done')), check_word TEXT, text TEXT NOT NULL,
    kinds TEXT NOT NULL, person {INT} REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED, rank TEXT {BYTES} NOT NULL
) {STRICT};
CREATE TABLE sprint (
    id {INT} PRIMARY KEY, team {INT} NOT NULL REFERENCES team (id) DEFERRABLE INITIALLY DEFERRED, name TEXT NOT NULL,
    goal TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('planned', 'running', 'closed')), start_day TEXT,
    end_day TEXT, days TEXT NOT NULL, started_at {INT}, closed_at {INT}, forecast {INT}, done {INT},
    goal_outcome TEXT CHECK (goal_outcome IN ('met', 'partly met', 'not met')), goal_why TEXT
) {STRICT};
CREATE TABLE report (
    id {INT} PRIMARY KEY, sprint {INT} NOT NULL, -- no reference: a withdrawn report outlives its sprint
    at {INT} NOT NULL, withdrawn {INT} NOT NULL CHECK (withdrawn IN (0, 1)), content TEXT NOT NULL
) {STRICT};
CREATE INDEX report_sprint ON report (sprint);
CREATE TABLE item (
    id {INT} PRIMARY KEY, product {INT} NOT NULL REFERENCES product (id) DEFERRABLE INITIALLY DEFERRED,
    number {INT} NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('story', 'bug', 'spike', 'chore', 'improvement')), title TEXT NOT NULL,
    rank TEXT {BYTES} NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('new', 'ready', 'to do', 'doing', 'review', 'accepted', 'dropped')),
    board_column {INT} REFERENCES board_column (id) DEFERRABLE INITIALLY DEFERRED, since {INT} NOT NULL,
    sprint {INT} REFERENCES sprint (id) DEFERRABLE INITIALLY DEFERRED,
    epic {INT} REFERENCES epic (id) DEFERRABLE INITIALLY DEFERRED,
    parent {INT} REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED, estimate {INT}, labels TEXT NOT NULL,
    assignees TEXT NOT NULL, depends_on TEXT NOT NULL, ticks TEXT NOT NULL, blocked TEXT, blocked_since {INT},
    ready_at {INT}, reason TEXT, overridden TEXT,
    overridden_by {INT} REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED, ready_reason TEXT,
    ready_reason_by {INT} REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED, rejections {INT} NOT NULL,
    rejected TEXT, reopened {INT}, created {INT} NOT NULL, started {INT}, entry_stage TEXT, ended {INT},
    split_from {INT} REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED, source TEXT, source_key TEXT,
    tally TEXT NOT NULL, is_open {INT} NOT NULL CHECK (is_open IN (0, 1))
) {STRICT};
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
CREATE TABLE body (
    id {INT} PRIMARY KEY REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED, as_a TEXT NOT NULL, i_want TEXT NOT NULL,
    so_that TEXT NOT NULL, description TEXT NOT NULL, rest TEXT NOT NULL
) {STRICT};
CREATE TABLE criterion (
    id {INT} PRIMARY KEY, item {INT} NOT NULL REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED,
    rank TEXT {BYTES} NOT NULL, text TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('unchecked', 'met', 'failed')), note TEXT NOT NULL
) {STRICT};
CREATE INDEX criterion_item ON criterion (item);
CREATE TABLE task (
    id {INT} PRIMARY KEY, item {INT} NOT NULL REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED,
    rank TEXT {BYTES} NOT NULL, text TEXT NOT NULL, done {INT} NOT NULL CHECK (done IN (0, 1))
) {STRICT};
CREATE INDEX task_item ON task (item);
CREATE TABLE question (
    id {INT} PRIMARY KEY, item {INT} NOT NULL REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED, text TEXT NOT NULL,
    asked_by {INT} REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED, asked_at {INT} NOT NULL,
    asked_of {INT} REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED, needed_by TEXT, answer TEXT NOT NULL,
    answered_by {INT} REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED, answered_at {INT}
) {STRICT};
CREATE INDEX question_item ON question (item);
CREATE TABLE comment (
    id {INT} PRIMARY KEY, item {INT} NOT NULL REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED,
    author {INT} REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED, author_name TEXT, at {INT} NOT NULL,
    text TEXT NOT NULL
) {STRICT};
CREATE INDEX comment_item ON comment (item);
CREATE TABLE link (
    id {INT} PRIMARY KEY, item {INT} NOT NULL REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED, title TEXT NOT NULL,
    url TEXT NOT NULL
) {STRICT};
CREATE INDEX link_item ON link (item);
CREATE TABLE selection (
    id {INT} PRIMARY KEY, item {INT} NOT NULL REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED,
    sprint {INT} NOT NULL REFERENCES sprint (id) DEFERRABLE INITIALLY DEFERRED,
    forecast {INT} NOT NULL CHECK (forecast IN (0, 1)), since {INT} NOT NULL, until {INT}, estimate {INT},
    unplanned {INT} NOT NULL CHECK (unplanned IN (0, 1))
) {STRICT};
CREATE INDEX selection_item ON selection (item);
CREATE INDEX selection_sprint ON selection (sprint);
CREATE TABLE vote (
    id {INT} PRIMARY KEY, item {INT} NOT NULL REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED,
    person {INT} NOT NULL REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED, round {INT} NOT NULL,
    card TEXT NOT NULL, at {INT} NOT NULL
) {STRICT};
CREATE INDEX vote_item ON vote (item);
CREATE TABLE cadence (
    id {INT} PRIMARY KEY, team {INT} NOT NULL REFERENCES team (id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL CHECK (kind IN ('refinement', 'planning', 'stand-up', 'review', 'retrospective')),
    days {INT} NOT NULL, time {INT} NOT NULL, timebox {INT}
) {STRICT};
CREATE TABLE ceremony (
    id {INT} PRIMARY KEY, team {INT} NOT NULL REFERENCES team (id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL CHECK (kind IN ('refinement', 'planning', 'stand-up', 'review', 'retrospective')),
    sprint {INT} REFERENCES sprint (id) DEFERRABLE INITIALLY DEFERRED, started_at {INT} NOT NULL, ended_at {INT},
    facilitator {INT} REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    on_behalf {INT} REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED, present TEXT NOT NULL, timebox {INT},
    wall TEXT, dots {INT}
) {STRICT};
CREATE INDEX ceremony_sprint ON ceremony (sprint);
CREATE INDEX ceremony_kind ON ceremony (kind, ended_at);
CREATE TABLE impediment (
    id {INT} PRIMARY KEY, text TEXT NOT NULL, stuck {INT} REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    about {INT} REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED, raised_at {INT} NOT NULL,
    raised_by {INT} REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    owner {INT} REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED, escalated TEXT, resolved_at {INT},
    resolution TEXT NOT NULL, ceremony {INT} REFERENCES ceremony (id) DEFERRABLE INITIALLY DEFERRED
) {STRICT};
CREATE INDEX impediment_resolved ON impediment (resolved_at);
CREATE TABLE note (
    id {INT} PRIMARY KEY, ceremony {INT} NOT NULL REFERENCES ceremony (id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL CHECK (kind IN ('decision', 'parked', 'demo', 'note', 'why')), rank TEXT {BYTES} NOT NULL,
    text TEXT NOT NULL, author {INT} REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED, at {INT} NOT NULL,
    about {INT} REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED,
    impediment {INT} REFERENCES impediment (id) DEFERRABLE INITIALLY DEFERRED, topic TEXT,
    under {INT} REFERENCES note (id) DEFERRABLE INITIALLY DEFERRED
) {STRICT};
CREATE INDEX note_ceremony ON note (ceremony);
CREATE TABLE dot (
    id {INT} PRIMARY KEY, ceremony {INT} NOT NULL REFERENCES ceremony (id) DEFERRABLE INITIALLY DEFERRED,
    note {INT} NOT NULL REFERENCES note (id) DEFERRABLE INITIALLY DEFERRED,
    person {INT} NOT NULL REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
) {STRICT};
CREATE INDEX dot_ceremony ON dot (ceremony);
CREATE TABLE hidden (
    id {INT} PRIMARY KEY, ceremony {INT} NOT NULL REFERENCES ceremony (id) DEFERRABLE INITIALLY DEFERRED,
    person {INT} NOT NULL REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    about {INT} REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED, topic TEXT, text TEXT NOT NULL
) {STRICT};
CREATE INDEX hidden_ceremony ON hidden (ceremony);
CREATE TABLE feedback (
    id {INT} PRIMARY KEY, text TEXT NOT NULL, said_by TEXT,
    about {INT} REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED, strength {INT} NOT NULL, at {INT} NOT NULL,
    caught_by {INT} REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    ceremony {INT} REFERENCES ceremony (id) DEFERRABLE INITIALLY DEFERRED
) {STRICT};
CREATE INDEX feedback_about ON feedback (about);
CREATE TABLE improvement (
    id {INT} PRIMARY KEY, ceremony {INT} NOT NULL REFERENCES ceremony (id) DEFERRABLE INITIALLY DEFERRED,
    about {INT} NOT NULL REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED,
    note {INT} REFERENCES note (id) DEFERRABLE INITIALLY DEFERRED,
    owner {INT} REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED, due TEXT,
    progress TEXT NOT NULL CHECK (progress IN ('going', 'done', 'dropped'))
) {STRICT};
CREATE INDEX improvement_progress ON improvement (progress);
CREATE INDEX improvement_ceremony ON improvement (ceremony);
CREATE TABLE capacity (
    id {INT} PRIMARY KEY, sprint {INT} NOT NULL REFERENCES sprint (id) DEFERRABLE INITIALLY DEFERRED,
    person {INT} NOT NULL REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED, days_off {INT} NOT NULL,
    allocation {INT} NOT NULL, focus {INT} NOT NULL
) {STRICT};
CREATE INDEX capacity_sprint ON capacity (sprint);
CREATE TABLE counter (name TEXT {BYTES} PRIMARY KEY, value {INT} NOT NULL) {STRICT};
CREATE TABLE memo (name TEXT {BYTES} PRIMARY KEY, value TEXT NOT NULL) {STRICT};
CREATE TABLE entry (
    revision {INT} PRIMARY KEY, operation TEXT NOT NULL UNIQUE, at {INT} NOT NULL, person {INT}, on_behalf {INT},
    login TEXT NOT NULL, terminal TEXT NOT NULL, team {INT}, ceremony {INT},
    kind TEXT NOT NULL CHECK (kind IN ('deed', 'undo', 'redo')), target {INT}, sealed_until {INT},
    sentence TEXT NOT NULL, act TEXT, version {INT} NOT NULL, day TEXT NOT NULL,
    set_back {INT} NOT NULL CHECK (set_back IN (0, 1)), hash TEXT NOT NULL
) {STRICT};
CREATE INDEX entry_target ON entry (target);
CREATE INDEX entry_person ON entry (person, revision);
CREATE INDEX entry_ceremony ON entry (ceremony);
CREATE INDEX entry_set_back ON entry (revision) WHERE set_back = 1;
CREATE TABLE change (
    revision {INT} NOT NULL REFERENCES entry (revision) DEFERRABLE INITIALLY DEFERRED, ordinal {INT} NOT NULL,
    entity TEXT NOT NULL, number {INT} NOT NULL, item {INT}, field TEXT, old_value TEXT, new_value TEXT,
    PRIMARY KEY (revision, ordinal)
) {STRICT};
CREATE INDEX change_entity ON change (entity, number);
CREATE INDEX change_item ON change (item);
CREATE INDEX change_sprint ON change (revision) WHERE field = 'sprint';
CREATE INDEX change_gone ON change (revision) WHERE field IS NULL AND new_value IS NULL;
