const fs = require('fs');
const path = require('path');

exports.filesBelow = (folder) => {
  const files = [];
  const read = (inside) => {
    for (const entry of fs.readdirSync(inside, { withFileTypes: true })) {
      const place = path.join(inside, entry.name);
      entry.isFile() ? files.push(place) : read(place);
    }
  };
  read(folder);
  return files;
};
