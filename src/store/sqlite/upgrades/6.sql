-- Recreates the tables that schema 6 changes, and copies their rows.
ALTER TABLE product RENAME TO old_product;
{product}
INSERT INTO product (
    id, name, prefix, vision, goal, zone, sprint_days, sprint_weekday, deck
) SELECT
    id, name, prefix, vision, goal, zone, sprint_days, sprint_weekday, deck
FROM old_product;
DROP TABLE old_product;
CREATE INDEX item_ended ON item (ended) WHERE ended IS NOT NULL;
{hidden}
CREATE INDEX hidden_ceremony ON hidden (ceremony);
