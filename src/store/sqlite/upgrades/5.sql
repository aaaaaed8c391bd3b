-- Recreates the tables that differ from schema 5, and copies their rows.
ALTER TABLE epic RENAME TO old_epic;
{epic}
INSERT INTO epic (
    id, product, number, title, description, closed, source, source_key, rest
) SELECT
    id, product, NULL, title, description, closed, source, source_key, rest
FROM old_epic;
DROP TABLE old_epic;
ALTER TABLE item RENAME TO old_item;
{item}
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
{ceremony}
INSERT INTO ceremony (
    id, team, kind, sprint, started_at, ended_at, facilitator, on_behalf, present, timebox, wall
) SELECT
    id, team, kind, sprint, started_at, ended_at, facilitator, on_behalf, present, timebox, wall
FROM old_ceremony;
DROP TABLE old_ceremony;
CREATE INDEX ceremony_sprint ON ceremony (sprint);
CREATE INDEX ceremony_kind ON ceremony (kind, ended_at);
ALTER TABLE entry RENAME TO old_entry;
{entry}
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
