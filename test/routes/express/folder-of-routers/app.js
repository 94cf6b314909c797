const express = require('express');
const fs = require('fs');
const path = require('path');
const addTyped = require('./typed');

const app = express();
const folder = path.join(__dirname, 'routes');

fs.readdirSync(folder)
  .filter((file) => file.endsWith('.js'))
  .forEach((file) => {
    const name = path.basename(file, '.js');
    app.use('/' + name, require(path.join(folder, file)));
  });

for (const file of fs.readdirSync('./legacy')) require(`./legacy/${file}`)(app);

addTyped(app);

fs.readdirSync(process.env.PLUGINS).forEach((file) => app.use(`/${file}`, require(file)));
