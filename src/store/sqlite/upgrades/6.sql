-- Recreates the tables that schema 6 changes, and copies their rows.
ALTER TABLE product RENAME TO old_product;
CREATE TABLE product (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, prefix TEXT NOT NULL, vision TEXT NOT NULL, goal TEXT NOT NULL,
    zone TEXT NOT NULL, sprint_days INTEGER NOT NULL CHECK (sprint_days BETWEEN 1 AND 31),
    sprint_weekday INTEGER NOT NULL CHECK (sprint_weekday BETWEEN 0 AND 6),
    deck TEXT, working_days INTEGER CHECK (working_days BETWEEN 1 AND 127),
    velocity_sprints INTEGER CHECK (velocity_sprints BETWEEN 3 AND 20)
) STRICT;
INSERT INTO product (
    id, name, prefix, vision, goal, zone, sprint_days, sprint_weekday, deck
) SELECT
    id, name, prefix, vision, goal, zone, sprint_days, sprint_weekday, deck
FROM old_product;
DROP TABLE old_product;
CREATE INDEX item_ended ON item (ended) WHERE ended IS NOT NULL;
CREATE TABLE hidden (
    id INTEGER PRIMARY KEY, ceremony INTEGER NOT NULL REFERENCES ceremony (id) DEFERRABLE INITIALLY DEFERRED,
    person INTEGER NOT NULL REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    about INTEGER REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED, topic TEXT, text TEXT NOT NULL
) STRICT;
CREATE INDEX hidden_ceremony ON hidden (ceremony);
