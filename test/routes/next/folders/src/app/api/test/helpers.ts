import express from 'express';

express().get('/of-a-test', (req, res) => res.end());
