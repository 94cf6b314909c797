-- On top of the example's shop: what it does not have. Every value comes from a row number.

-- Else VACUUM leaves out what is not known to be on the disk.
SET synchronous_commit = on;

-- Never vacuumed: no page is known to be visible to everyone.
CREATE TABLE events (id int PRIMARY KEY, supplier_id int NOT NULL, kind text NOT NULL, at timestamptz NOT NULL)
  WITH (autovacuum_enabled = off);
INSERT INTO events
SELECT i, 1 + i * 7919 % 3000, 'k' || i % 9, timestamptz '2025-01-01 00:00:00+00' + i * interval '1 minute'
FROM generate_series(1, 100000) AS i;
CREATE INDEX events_at ON events (at);
CREATE INDEX events_supplier_id ON events (supplier_id);

CREATE TABLE suppliers (
  id int PRIMARY KEY, code text NOT NULL, country text NOT NULL, rating int NOT NULL, email text NOT NULL, phone text NOT NULL
);
INSERT INTO suppliers
SELECT i, 'S' || i, 'c' || i % 50, i * 7919 % 1000, 'supplier' || i || '@example.com', '+49 30 ' || i
FROM generate_series(1, 3000) AS i;

CREATE TABLE contacts (id int PRIMARY KEY, email text NOT NULL, phone text NOT NULL);
INSERT INTO contacts SELECT i, 'supplier' || i * 2 || '@example.com', '+49 30 ' || i * 3 FROM generate_series(1, 600) AS i;

-- The code of a supplier without a key on it.
CREATE TABLE returns (id int PRIMARY KEY, supplier_code text NOT NULL, reason text NOT NULL);
INSERT INTO returns SELECT i, 'S' || 1 + i * 31 % 3000, 'r' || i % 5 FROM generate_series(1, 20000) AS i;

CREATE TABLE bands (id int PRIMARY KEY, low int NOT NULL, high int NOT NULL);
INSERT INTO bands SELECT i, i * 20, i * 20 + 19 FROM generate_series(0, 49) AS i;

CREATE TABLE grades (id int PRIMARY KEY, country text NOT NULL);
INSERT INTO grades SELECT i, 'c' || i FROM generate_series(1, 10) AS i;

-- A city lies in one country, where one language is spoken: three columns that say the same.
CREATE TABLE visits (id int PRIMARY KEY, continent text NOT NULL, country text NOT NULL, city text NOT NULL, language text NOT NULL);
INSERT INTO visits
SELECT i, 'continent ' || i % 20 % 4, 'country ' || i % 20, 'city ' || i % 200, 'language ' || i % 20
FROM generate_series(1, 400000) AS i;
CREATE INDEX visits_city ON visits (city);

CREATE TABLE drafts (id int PRIMARY KEY, state text NOT NULL, body text NOT NULL);
INSERT INTO drafts SELECT i, CASE WHEN i % 2 = 0 THEN 'open' ELSE 'done' END, repeat('x', 50) FROM generate_series(1, 20000) AS i;

CREATE TABLE jobs (id int PRIMARY KEY, state text NOT NULL);
INSERT INTO jobs SELECT i, 'waiting' FROM generate_series(1, 500) AS i;
CREATE INDEX jobs_state ON jobs (state, id);

CREATE TABLE categories (id int PRIMARY KEY, parent_id int REFERENCES categories, name text NOT NULL);
INSERT INTO categories SELECT i, nullif(i / 3, 0), 'category ' || i FROM generate_series(1, 2000) AS i;
CREATE INDEX categories_parent_id ON categories (parent_id);

VACUUM (FREEZE, ANALYZE) orders, customers, suppliers, contacts, returns, bands, grades, visits, drafts, jobs, categories;

ANALYZE events;
