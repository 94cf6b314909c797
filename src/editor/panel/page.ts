/** The panel's document: one script, one style sheet, and a policy that lets nothing else in. */

import { randomBytes } from 'node:crypto';

export interface PageAddresses {
  /** What the editor serves the extension's files from. */
  cspSource: string;
  script: string;
  /** Null where the build made none. */
  style: string | null;
}

export const newNonce = (): string => randomBytes(18).toString('base64url');

/** `connect-src` is left at 'none': the page speaks to the extension only. */
export function pageHtml({ cspSource, script, style }: PageAddresses, nonce: string): string {
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource} 'nonce-${nonce}'`,
    `font-src ${cspSource}`,
    `img-src ${cspSource} data:`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Endpoint Profiler</title>${style === null ? '' : `\n<link rel="stylesheet" href="${attribute(style)}">`}
</head>
<body>
<script type="module" nonce="${nonce}" src="${attribute(script)}"></script>
</body>
</html>
`;
}

const entities: Record<string, string> = { '&': '&amp;', '"': '&quot;', '<': '&lt;', '>': '&gt;' };
const attribute = (text: string): string => text.replace(/[&"<>]/g, (character) => entities[character]!);
