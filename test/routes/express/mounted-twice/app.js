import express, { Router } from 'express';

const app = express();
const admin = express();
const shared = Router();
const leaf = Router();

leaf.get('/leaf', (req, res) => res.end());
shared.use('/deep', leaf);
app.use('/v1', shared);
app.use('/v2', shared);
admin.use(shared);
app.use('/admin', admin);
// Express would loop here; the scan must not.
leaf.use('/again', shared);
