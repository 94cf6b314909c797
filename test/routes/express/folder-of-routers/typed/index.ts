import { readdirSync } from 'node:fs';
import type { Express } from 'express';

export = function addTyped(app: Express) {
  for (const { name } of readdirSync(__dirname, { withFileTypes: true })) {
    if (name.startsWith('index')) continue;
    const { routes } = require(`./${name.replace(/\.ts$/, '')}`);
    for (const { method, path, handler } of routes) app[method].call(app, `/typed${path}`, handler);
  }
};
