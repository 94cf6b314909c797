const express = require('express');
const expressWs = require('express-ws');

const { app } = expressWs(express());
app.get('/rooms', (req, res) => res.end());
app.ws('/rooms/:id', (socket) => socket.close());

const second = expressWs(express());
const api = second.app;
api.use('/api', require('./users'));
