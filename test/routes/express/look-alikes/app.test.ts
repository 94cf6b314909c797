import express from 'express';
const app = express();
app.get('/only-in-a-test', (req, res) => res.end());
