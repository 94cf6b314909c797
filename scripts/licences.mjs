// The licences of the packages whose code is shipped: most ask to be passed on with it.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The text for the packages that these files (paths relative to `root`) belong to; files of our own are passed over. */
export function licencesOf(files, root) {
  const folders = files.flatMap((file) => file.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/)?.[0] ?? []);
  return [...new Set(folders)]
    .sort()
    .map((folder) => licenceOf(join(root, folder)))
    .join('\n');
}

function licenceOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|notice|third-?party)/i.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return [`──── ${name} ${version}: ${license}`, ...texts, ''].join('\n\n');
}
