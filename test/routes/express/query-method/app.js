const express = require('express');
const db = require('./db');
const app = express();
const router = express.Router();

app.query('/search', (req, res) => res.json(db.query('SELECT 1', (error, rows) => rows)));
app.route('/lookup').query(lookup).get(lookup);
router.query('/items', lookup);
app.use('/shop', router);

function lookup(req, res) {
  db.query('/not/a/route', (error, rows) => res.json(rows));
}
