/** One file that any browser opens without a network: the panel's own page with the results inside. */

import { createHash } from 'node:crypto';
import type { EmbeddedReport } from '../model.ts';

export interface PageBundle {
  script: string;
  style: string;
}

/** The page may run its own script and nothing else, whatever the results contain. */
export function reportHtml(report: EmbeddedReport, { script, style }: PageBundle): string {
  // A module script's text ends at the first `</script`, so that must not occur in it.
  const code = script.replaceAll('</script', '<\\/script');
  const hash = createHash('sha256').update(code).digest('base64');
  const policy = `default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'; img-src data:; font-src data:`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escapeHtml(report.title)}</title>
<style>${style}</style>
</head>
<body>
<script type="application/json" id="embedded-report">${embeddedJson(report)}</script>
<script type="module">${code}</script>
</body>
</html>
`;
}

/** `<` is written as an escape, so that no text of a result can end the element it stands in. */
const embeddedJson = (report: EmbeddedReport): string => JSON.stringify(report).replaceAll('<', '\\u003c');

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
