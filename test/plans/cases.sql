-- What the rules are held against: statements as endpoints run them, on the example's shop and the tables of schema.sql.
-- The plans are made by scripts/plan-corpus.ts; what has to be found in them stands in NN-expect.json.

-- A table read from end to end

-- 01: an equality on a column without an index
-- on: 18
SELECT id, order_id, quantity FROM order_items WHERE serial_number = 'SN-00047113' LIMIT 20;

-- 02: two conditions on a table of middle size
-- on: 15
SELECT id, name FROM customers WHERE city = 'Cork' AND name = 'Ada Berg' AND created_at >= '2021-01-01' ORDER BY id LIMIT 50;

-- 03: a subquery that reads the table for each row
-- on: 15
SELECT c.id, c.name, (SELECT count(*) FROM orders o WHERE o.customer_id = c.id) AS orders
FROM customers c WHERE c.id <= 20;

-- 04: several processes share the reading
-- on: 18
SET LOCAL max_parallel_workers_per_gather = 2;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SELECT sum(quantity) FROM order_items WHERE serial_number IN ('SN-00047113', 'SN-00900001');

-- 05: a filter that keeps a good part
-- on: 18
SELECT region, sum(total_cents) FROM orders WHERE status = 'delivered' GROUP BY region;

-- 06: a slow filter on a table too small to need an index
-- on: 15
SELECT id, sku FROM products WHERE md5(repeat(description, 40)) LIKE 'a%' ORDER BY id;

-- 07: a filter whose time is lost beside a large aggregate
-- on: 18
SELECT (SELECT count(*) FROM suppliers WHERE country = 'c7'), (SELECT sum(quantity * unit_price_cents) FROM order_items);

-- 08: the same condition with an index
-- on: 15
SELECT id, quantity FROM order_items WHERE order_id = 4711 ORDER BY id;

-- A wrong guess at the number of rows

-- 09: two columns that say the same
-- on: 18
SELECT count(continent) FROM visits WHERE country = 'country 7' AND city = 'city 7';

-- 10: three columns that say the same
-- on: 15
SELECT count(continent) FROM visits WHERE country = 'country 7' AND city = 'city 7' AND language = 'language 7';

-- 11: statistics from before the table changed
-- on: 15
UPDATE drafts SET state = 'done' WHERE state = 'open';
SELECT count(*), max(id) FROM drafts WHERE state = 'open';

-- 12: a function that returns many more rows than it says
-- on: 18
CREATE FUNCTION all_ids() RETURNS SETOF int LANGUAGE sql ROWS 10 VOLATILE AS 'SELECT id FROM customers';
SELECT count(*) FROM all_ids();

-- 13: stopped early by a LIMIT
-- on: 18
SELECT o.id, c.name FROM orders o JOIN customers c ON c.id = o.customer_id, pg_sleep(0.002) ORDER BY o.id LIMIT 10;

-- 14: wrong, but not ten times over
-- on: 15
SELECT count(id) FROM visits WHERE continent = 'continent 3' AND country = 'country 7';

-- 15: wrong about less than a hundred rows
-- on: 18
SELECT count(continent), (SELECT sum(quantity) FROM order_items)
FROM visits WHERE country = 'country 7' AND city = 'city 7' AND language = 'language 7' AND id <= 10000;

-- 16: fewer groups than expected
-- on: 15
SELECT customer_id % 7 AS weekday, count(*) FROM orders GROUP BY 1;

-- 17: EXISTS stops at the first match
-- on: 18
SET LOCAL enable_hashjoin = off;
SET LOCAL enable_mergejoin = off;
SELECT count(*) FROM categories c WHERE EXISTS (SELECT FROM visits v WHERE v.city = 'city ' || c.id % 200);

-- 18: a merge join ends with its shorter side
-- on: 15
SET LOCAL enable_hashjoin = off;
SET LOCAL enable_nestloop = off;
SELECT count(o.note) FROM suppliers s JOIN orders o ON o.id = s.id;

-- What does not fit into memory

-- 19: a sort
-- on: 18
SET LOCAL work_mem = '1MB';
SELECT count(*) FROM (SELECT row_number() OVER (ORDER BY note, total_cents DESC) AS place FROM orders) AS ranked
WHERE place % 1000 = 0;

-- 20: a hash table for a join
-- on: 15
SET LOCAL work_mem = '256kB';
SELECT sum(i.quantity * o.total_cents) FROM order_items i JOIN orders o ON o.id = i.order_id;

-- 21: groups in a hash table
-- on: 18
SET LOCAL work_mem = '256kB';
SET LOCAL enable_sort = off;
SELECT count(*) FROM (SELECT customer_id, region, count(*) FROM orders GROUP BY customer_id, region) AS per_customer;

-- 22: the sorts of several processes
-- on: 15
SET LOCAL work_mem = '1MB';
SET LOCAL max_parallel_workers_per_gather = 2;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SELECT id, note, serial_number FROM order_items i JOIN (SELECT id AS oid, note FROM orders) o ON oid = order_id
ORDER BY note, serial_number LIMIT 60000;

-- 23: the same sort with memory enough
-- on: 18
SET LOCAL work_mem = '64MB';
SELECT count(*) FROM (SELECT row_number() OVER (ORDER BY note, total_cents DESC) AS place FROM orders) AS ranked
WHERE place % 1000 = 0;

-- 24: a sort that keeps only the first rows
-- on: 15
SET LOCAL work_mem = '64kB';
SELECT id, total_cents FROM orders ORDER BY total_cents DESC, id LIMIT 20;

-- 25: a WITH query on disk, which is neither sort, hash nor aggregate
-- on: 18
SET LOCAL work_mem = '64kB';
WITH kept AS MATERIALIZED (SELECT id, total_cents, note FROM orders)
SELECT sum(total_cents) FROM kept;

-- A table read again and again by a join

-- 26: sixty times, without a key for the join
-- on: 18
SET LOCAL enable_hashjoin = off;
SET LOCAL enable_mergejoin = off;
SET LOCAL enable_material = off;
SELECT count(*) FROM suppliers s JOIN returns r ON r.supplier_code = s.code WHERE s.country = 'c7';

-- 27: more than a hundred times
-- on: 15
SET LOCAL enable_hashjoin = off;
SET LOCAL enable_mergejoin = off;
SET LOCAL enable_material = off;
SELECT count(*) FROM suppliers s JOIN returns r ON r.supplier_code = s.code WHERE s.country IN ('c7', 'c8', 'c9');

-- 28: a cross join that nobody meant
-- on: 15
SET LOCAL enable_material = off;
SELECT count(*) FROM grades g, returns r WHERE r.id > 0 OR g.id > 0;

-- 29: a scan with a filter of its own, which says it better
-- on: 18
SELECT c.id, highest.cents FROM customers c
CROSS JOIN LATERAL (SELECT max(total_cents) AS cents FROM orders o WHERE o.customer_id = c.id) AS highest WHERE c.id <= 15;

-- 30: nine times
-- on: 18
SET LOCAL enable_hashjoin = off;
SET LOCAL enable_mergejoin = off;
SET LOCAL enable_material = off;
SELECT count(*) FROM grades g JOIN returns r ON r.supplier_code = g.country WHERE g.id < 10;

-- 31: read once and kept in memory
-- on: 15
SET LOCAL enable_hashjoin = off;
SET LOCAL enable_mergejoin = off;
SELECT count(*) FROM suppliers s JOIN grades g ON g.country = s.country;

-- 32: a table of ten rows
-- on: 18
SET LOCAL enable_hashjoin = off;
SET LOCAL enable_mergejoin = off;
SET LOCAL enable_material = off;
SELECT count(*) FROM suppliers s JOIN grades g ON g.country = s.country WHERE s.country IN ('c7', 'c11')
  AND (SELECT count(*) FROM orders) > 0;

-- 33: by an index, thousands of times
-- on: 15
SET LOCAL enable_hashjoin = off;
SET LOCAL enable_mergejoin = off;
SELECT count(c.code) FROM events e JOIN suppliers c ON c.id = e.supplier_id WHERE e.id <= 5000;

-- Pairs of rows that do not belong together

-- 34: a range
-- on: 18
SELECT b.id, count(*) FROM suppliers s JOIN bands b ON s.rating BETWEEN b.low AND b.high GROUP BY b.id;

-- 35: one column or the other
-- on: 15
SELECT count(*) FROM suppliers s JOIN contacts c ON c.email = s.email OR c.phone = s.phone;

-- 36: a range beside a key that many rows share
-- on: 15
SET LOCAL enable_mergejoin = off;
SET LOCAL enable_nestloop = off;
SELECT count(*) FROM suppliers a JOIN suppliers b ON a.country = b.country AND a.rating < b.rating - 900;

-- 37: fewer than ten thousand
-- on: 18
SELECT count(*), (SELECT sum(quantity) FROM order_items)
FROM suppliers s JOIN bands b ON s.rating BETWEEN b.low AND b.high WHERE s.country IN ('c7', 'c8', 'c9');

-- 38: half of all pairs are wanted
-- on: 15
SELECT count(*) FROM suppliers s JOIN bands b ON s.rating >= b.low;

-- 39: by equality
-- on: 18
SELECT count(*) FROM returns r JOIN suppliers s ON s.code = r.supplier_code AND s.rating > length(r.reason);

-- An index-only scan that looks into the table

-- 40: a table that was never vacuumed
-- on: 18
SET LOCAL enable_seqscan = off;
SET LOCAL enable_bitmapscan = off;
SELECT count(*) FROM events WHERE at >= '2025-01-11' AND at < '2025-02-11';

-- 41: one key after the other
-- on: 15
SET LOCAL enable_seqscan = off;
SET LOCAL enable_bitmapscan = off;
SET LOCAL enable_hashjoin = off;
SET LOCAL enable_mergejoin = off;
SELECT s.id, count(*) FROM suppliers s JOIN events e ON e.supplier_id = s.id WHERE s.id <= 300 GROUP BY s.id;

-- 42: a table that was vacuumed
-- on: 18
SELECT count(*) FROM orders WHERE created_at >= '2025-01-11' AND created_at < '2025-04-11';

-- 43: some hundred rows that changed
-- on: 15
SET LOCAL enable_seqscan = off;
UPDATE orders SET note = '' WHERE id BETWEEN 1000 AND 1300;
SELECT count(*), (SELECT max(note) FROM orders WHERE id < 20000) FROM orders WHERE id BETWEEN 1 AND 2000;

-- 44: thousands of rows that changed, among many more
-- on: 18
SET LOCAL enable_seqscan = off;
UPDATE orders SET note = '' WHERE id BETWEEN 1000 AND 3000;
SELECT count(*) FROM orders WHERE id BETWEEN 1 AND 100000;

-- Compiled for a short run

-- 45: many expressions over a middle-sized table
-- on: 15
SET LOCAL jit = on;
SET LOCAL jit_above_cost = 100;
SET LOCAL jit_inline_above_cost = 200;
SET LOCAL jit_optimize_above_cost = 200;
SELECT city, count(*), avg(length(name)), max(created_at), count(DISTINCT left(email, 10)) FROM customers GROUP BY city;

-- 46: the first page of a report
-- on: 15
SET LOCAL jit = on;
SET LOCAL jit_above_cost = 100;
SET LOCAL jit_inline_above_cost = 200;
SET LOCAL jit_optimize_above_cost = 200;
SELECT o.region, c.city, sum(o.total_cents), min(o.created_at) FROM orders o JOIN customers c ON c.id = o.customer_id
WHERE o.created_at >= '2025-11-01' AND o.created_at < '2025-11-08' GROUP BY o.region, c.city ORDER BY 3 DESC LIMIT 20;

-- 47: a few milliseconds of compiling
-- on: 15
SET LOCAL jit = on;
SET LOCAL jit_above_cost = 100;
SET LOCAL jit_inline_above_cost = -1;
SET LOCAL jit_optimize_above_cost = -1;
SELECT region, count(*) FROM orders WHERE created_at >= '2025-11-01' AND created_at < '2025-11-08' GROUP BY region;

-- 48: a run long enough to earn it
-- on: 15
SET LOCAL jit = on;
SET LOCAL jit_above_cost = 100;
SET LOCAL jit_inline_above_cost = 200;
SET LOCAL jit_optimize_above_cost = 200;
SELECT i.product_id, sum(i.quantity * i.unit_price_cents), sum(length(i.serial_number || o.note || o.region || o.status))
FROM order_items i JOIN orders o ON o.id = i.order_id, generate_series(1, 3) AS year GROUP BY i.product_id ORDER BY 2 LIMIT 10;

-- Planned for longer than run

-- 49: eight tables that can be joined in any order
-- on: 18
SELECT c.name FROM customers c JOIN orders USING (id) JOIN events USING (id) JOIN visits USING (id)
JOIN suppliers USING (id) JOIN returns USING (id) JOIN drafts USING (id) JOIN categories USING (id)
WHERE c.id BETWEEN 1001 AND 1004;

-- 50: one table under eight names
-- on: 15
SELECT a.id FROM orders a JOIN orders b USING (id) JOIN orders c USING (id) JOIN orders d USING (id)
JOIN orders e USING (id) JOIN orders f USING (id) JOIN orders g USING (id) JOIN orders h USING (id)
WHERE a.id BETWEEN 4711 AND 4721;

-- 51: much to plan, and more to run
-- on: 15
SELECT count(*), sum(a.total_cents) FROM orders a JOIN orders b USING (id) JOIN orders c USING (id) JOIN orders d USING (id)
JOIN orders e USING (id) JOIN orders f USING (id) JOIN orders g USING (id) JOIN orders h USING (id)
WHERE a.id BETWEEN 1 AND 60000;

-- 52: a join of six tables by their keys
-- on: 15
SELECT a.id FROM orders a JOIN orders b USING (id) JOIN orders c USING (id) JOIN orders d USING (id)
JOIN orders e USING (id) JOIN orders f USING (id) WHERE a.id BETWEEN 4711 AND 4721;

-- 53: the same many tables, prepared
-- on: 15
SET LOCAL plan_cache_mode = force_generic_plan;
SET LOCAL enable_seqscan = off;
PREPARE wide(int) AS SELECT a.id FROM orders a JOIN orders b USING (id) JOIN orders c USING (id) JOIN orders d USING (id)
  JOIN orders e USING (id) JOIN orders f USING (id) JOIN orders g USING (id) WHERE a.id BETWEEN $1 AND $1 + 900;
EXECUTE wide(4711);

-- Pages by OFFSET

-- 54: page 7,500 by key
-- on: 18
SELECT id, status, total_cents FROM orders ORDER BY id LIMIT 20 OFFSET 150000;

-- 55: page 100 of a list that has to be sorted
-- on: 15
SELECT id, total_cents FROM orders ORDER BY total_cents DESC, id LIMIT 50 OFFSET 5000;

-- 56: a page in a subquery
-- on: 15
SELECT page.id, c.name FROM (SELECT id, customer_id FROM orders ORDER BY created_at LIMIT 25 OFFSET 40000) AS page
JOIN customers c ON c.id = page.customer_id;

-- 57: nine hundred rows
-- on: 18
SELECT id, total_cents FROM orders ORDER BY total_cents DESC, id LIMIT 50 OFFSET 900;

-- 58: a LIMIT without OFFSET, above many rows
-- on: 15
SELECT id, total_cents FROM orders ORDER BY total_cents DESC, id LIMIT 50;

-- 59: many rows by LIMIT, none dropped
-- on: 18
SELECT id, region FROM orders ORDER BY id LIMIT 30000 OFFSET 0;

-- The same query again and again

-- 60: the customer of each order
-- on: 18
-- calls: 25
SELECT id, name, city FROM customers WHERE id = 4711;

-- 61: the lines of each order
-- on: 15
-- calls: 8
SELECT id, product_id, quantity FROM order_items WHERE order_id = 4711;

-- 62: a line at a time
-- on: 15
-- calls: 30
INSERT INTO jobs (id, state) VALUES (1001, 'waiting');

-- 63: four calls
-- on: 18
-- calls: 4
SELECT id, name, city FROM customers WHERE id = 4711;

-- 64: savepoints of a framework
-- on: 15
-- calls: 24
-- without a plan
SAVEPOINT before_row;

-- 65: many calls of something that does not belong to the endpoint for certain
-- on: 18
-- calls: 24
-- varying
SELECT id, name, city FROM customers WHERE id = 4711;

-- The same question with the same parameters

-- 66: the user of the session, twice
-- on: 18
-- calls: 2, 1 repeated
SELECT id, name, city FROM customers WHERE id = 4711;

-- 67: a setting asked for by each part of a page
-- on: 15
-- calls: 7, 6 repeated
SELECT name FROM categories WHERE id = 3;

-- 68: three calls, each for another customer
-- on: 18
-- calls: 3
SELECT id, name, city FROM customers WHERE id = 4711;

-- 69: is the connection alive?
-- on: 15
-- calls: 3, 2 repeated
SELECT 1;

-- 70: the next job, and the next
-- on: 18
-- calls: 2, 1 repeated
SELECT id FROM jobs WHERE state = 'waiting' ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED;

-- 71: a number from a sequence
-- on: 15
-- calls: 3, 2 repeated
SELECT nextval('orders_id_seq');

-- A list without an end

-- 72: all customers
-- on: 18
SELECT id, name, city FROM customers ORDER BY id;

-- 73: all events of a day
-- on: 15
SELECT id, kind FROM events WHERE at >= '2025-01-11' AND at < '2025-01-12';

-- 74: LIMIT ALL
-- on: 18
SELECT id, code FROM suppliers ORDER BY id LIMIT ALL;

-- 75: a large page
-- on: 18
SELECT id, name FROM customers ORDER BY id LIMIT 5000;

-- 76: a list of four hundred
-- on: 15
SELECT id, sku, name FROM products ORDER BY id;

-- 77: the standard's words for LIMIT
-- on: 15
SELECT id FROM customers UNION ALL SELECT id FROM suppliers ORDER BY id FETCH FIRST 5000 ROWS ONLY;

-- 78: many rows in one value
-- on: 18
SELECT json_agg(json_build_object('id', id, 'name', name)) FROM customers;

-- Nothing wrong

-- 79: a row by its key
-- on: 15
SELECT * FROM orders WHERE id = 4711;

-- 80: the next page
-- on: 18
SELECT id, name, city FROM customers WHERE id > 1000 ORDER BY id LIMIT 50;

-- 81: a join by index
-- on: 15
SELECT p.name, i.quantity, i.unit_price_cents FROM order_items i JOIN products p ON p.id = i.product_id
WHERE i.order_id = 4711 ORDER BY i.id;

-- 82: the report of two weeks
-- on: 18
SELECT created_at::date AS day, count(*), sum(total_cents) FROM orders
WHERE created_at >= '2025-11-01' AND created_at < '2025-11-15' GROUP BY 1 ORDER BY 1;

-- 83: insert or update
-- on: 15
INSERT INTO customers (name, email, city, created_at) VALUES ('Ada Berg', 'customer7@example.com', 'Cork', now())
ON CONFLICT (email) DO UPDATE SET name = excluded.name, city = excluded.city RETURNING id, name;

-- 84: a delete with its dependants
-- on: 18
DELETE FROM orders WHERE id = 4711 RETURNING id;

-- 85: an order and its neighbours, by LATERAL and an index
-- on: 15
SELECT o.id, line.product_id FROM orders o
CROSS JOIN LATERAL (SELECT product_id FROM order_items i WHERE i.order_id = o.id ORDER BY i.id LIMIT 2) AS line
WHERE o.id BETWEEN 4000 AND 4040;

-- 86: a tree
-- on: 18
WITH RECURSIVE below AS (
  SELECT id, parent_id FROM categories WHERE id = 3
  UNION ALL SELECT c.id, c.parent_id FROM below b JOIN categories c ON c.parent_id = b.id
)
SELECT count(*) FROM below;

-- 87: a WITH query that is read twice
-- on: 15
WITH daily AS MATERIALIZED (
  SELECT created_at::date AS day, sum(total_cents) AS cents FROM orders
  WHERE created_at >= '2025-10-01' AND created_at < '2025-11-01' GROUP BY 1
)
SELECT d.day, d.cents FROM daily d WHERE d.cents = (SELECT max(cents) FROM daily);

-- 88: an aggregate in several processes
-- on: 18
SET LOCAL max_parallel_workers_per_gather = 2;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SELECT region, avg(total_cents) FROM orders GROUP BY region;

-- 89: a branch that is never run
-- on: 15
SELECT o.id, CASE WHEN o.id < 0 THEN (SELECT count(*) FROM visits v WHERE v.id < o.id) END AS visits,
  (SELECT sum(quantity) FROM order_items i WHERE i.order_id = o.id) AS pieces
FROM orders o WHERE o.id BETWEEN 4711 AND 5600;

-- 90: a customer's name looked up once for many orders
-- on: 18
SELECT o.id, c.name FROM (SELECT id, customer_id % 30 + 1 AS customer_id FROM orders ORDER BY id LIMIT 4000) AS o
JOIN customers c ON c.id = o.customer_id ORDER BY o.id LIMIT 4000;

-- 91: a condition on a subquery, of which no statistics know
-- on: 15
SELECT o.id FROM orders o WHERE o.customer_id IN (SELECT id FROM customers WHERE id < 0) OR o.id BETWEEN 4711 AND 4720;

-- 92: one setting asked for by every line of a page
-- on: 18
-- calls: 25, 24 repeated
SELECT name FROM categories WHERE id = 3;

-- 93: EXISTS in what is selected stops at the first match
-- on: 18
SELECT count(*) FILTER (WHERE EXISTS (SELECT FROM visits v WHERE v.city = 'city ' || c.id % 200)) FROM categories c;

-- 94: two indexes put together, which do not count their rows
-- on: 15
SET LOCAL enable_seqscan = off;
SET LOCAL enable_indexscan = off;
SELECT count(continent) FROM visits WHERE id <= 2000 OR city = 'city 1';

-- 95: a recursion whose rounds nobody can foresee
-- on: 18
WITH RECURSIVE numbers AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM numbers WHERE n < 20000) SELECT sum(n) FROM numbers;
