import { TextDecoder } from 'node:util';

/**
 * PostgreSQL's names of encodings with those of the Encoding Standard, where they differ by more than case and hyphens.
 * https://www.postgresql.org/docs/current/multibyte.html#MULTIBYTE-CHARSET-SUPPORTED
 */
const standardNames: Record<string, string> = {
  ...{
    LATIN5: 'iso-8859-9',
    LATIN6: 'iso-8859-10',
    LATIN7: 'iso-8859-13',
    LATIN8: 'iso-8859-14',
    LATIN9: 'iso-8859-15',
  },
  ...{
    LATIN10: 'iso-8859-16',
    KOI8R: 'koi8-r',
    KOI8U: 'koi8-u',
    WIN866: 'ibm866',
    WIN874: 'windows-874',
    UHC: 'euc-kr',
  },
};

/** `undefined`: UTF-8, or one that is read as if it were, since nothing here knows it. */
export function decoderFor(clientEncoding: string): TextDecoder | undefined {
  if (['UTF8', 'SQL_ASCII'].includes(clientEncoding)) return undefined;
  const name = clientEncoding.replace(/^WIN(?=125)/, 'windows-').replaceAll('_', '-');
  try {
    return new TextDecoder(standardNames[clientEncoding] ?? name);
  } catch {
    return undefined;
  }
}
