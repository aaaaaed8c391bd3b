-- Recreates the tables that schema 6 changes, and copies their rows.
ALTER TABLE product RENAME TO old_product;
{product}
INSERT INTO product (
    id, name, prefix, vision, goal, zone, sprint_days, sprint_weekday, deck
) SELECT
    id, name, prefix, vision, goal, zone, sprint_days, sprint_weekday, deck
FROM old_product;
DROP TABLE old_product;
ALTER TABLE item RENAME TO old_item;
{item}
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
{hidden}
CREATE INDEX hidden_ceremony ON hidden (ceremony);
