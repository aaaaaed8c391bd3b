-- Every table that is not yet as the whole schema has it is made anew and filled from its former self.
ALTER TABLE product RENAME TO old_product;
{product}
INSERT INTO product (
    id, name, prefix, vision, goal, zone, sprint_days, sprint_weekday, deck
) SELECT
    id, name, prefix, vision, goal, zone, sprint_days, sprint_weekday, deck
FROM old_product;
DROP TABLE old_product;
ALTER TABLE board_column RENAME TO old_board_column;
{board_column}
INSERT INTO board_column (
    id, team, name, stage, rank, wip
) SELECT
    id, team, name, stage, rank, wip
FROM old_board_column;
DROP TABLE old_board_column;
ALTER TABLE rule RENAME TO old_rule;
{rule}
INSERT INTO rule (
    id, team, definition, check_word, text, kinds, person, rank
) SELECT
    id, team, definition, check_word, text, kinds, person, rank
FROM old_rule;
DROP TABLE old_rule;
ALTER TABLE sprint RENAME TO old_sprint;
{sprint}
INSERT INTO sprint (
    id, team, name, goal, state, start_day, end_day, days, started_at, closed_at, forecast, done, goal_outcome,
    goal_why
) SELECT
    id, team, name, goal, state, start_day, end_day, days, started_at, closed_at, forecast, done, goal_outcome,
    goal_why
FROM old_sprint;
DROP TABLE old_sprint;
ALTER TABLE report RENAME TO old_report;
{report}
INSERT INTO report (
    id, sprint, at, withdrawn, content
) SELECT
    id, sprint, at, withdrawn, content
FROM old_report;
DROP TABLE old_report;
CREATE INDEX report_sprint ON report (sprint);
ALTER TABLE item RENAME TO old_item;
{item}
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
{criterion}
INSERT INTO criterion (
    id, item, rank, text, verdict, note
) SELECT
    id, item, rank, text, verdict, note
FROM old_criterion;
DROP TABLE old_criterion;
CREATE INDEX criterion_item ON criterion (item);
ALTER TABLE task RENAME TO old_task;
{task}
INSERT INTO task (
    id, item, rank, text, done
) SELECT
    id, item, rank, text, done
FROM old_task;
DROP TABLE old_task;
CREATE INDEX task_item ON task (item);
ALTER TABLE selection RENAME TO old_selection;
{selection}
INSERT INTO selection (
    id, item, sprint, forecast, since, until, estimate, unplanned
) SELECT
    id, item, sprint, forecast, since, until, estimate, unplanned
FROM old_selection;
DROP TABLE old_selection;
CREATE INDEX selection_item ON selection (item);
CREATE INDEX selection_sprint ON selection (sprint);
ALTER TABLE note RENAME TO old_note;
{note}
INSERT INTO note (
    id, ceremony, kind, rank, text, author, at, about, impediment, topic, under
) SELECT
    id, ceremony, kind, rank, text, author, at, about, impediment, topic, under
FROM old_note;
DROP TABLE old_note;
CREATE INDEX note_ceremony ON note (ceremony);
ALTER TABLE counter RENAME TO old_counter;
{counter}
INSERT INTO counter (
    name, value
) SELECT
    name, value
FROM old_counter;
DROP TABLE old_counter;
ALTER TABLE memo RENAME TO old_memo;
{memo}
INSERT INTO memo (
    name, value
) SELECT
    name, value
FROM old_memo;
DROP TABLE old_memo;
ALTER TABLE entry RENAME TO old_entry;
{entry}
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
