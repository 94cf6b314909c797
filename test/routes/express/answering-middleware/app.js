const express = require('express');

const app = express();
// Cannot pass the request on, so that it answers everything below its path.
app.use('/health', (req, res) => res.send('ok'));
app.use('/guarded', (req, res, next) => next());
app.use('/listed', list);
app.use('/measured', (duration, label) => record(duration, label));
app.use((req, res) => res.status(404).end());

app.route('/reports').all(authenticate).get(list).post(create);
app.route('/anything').all(answer);
