import type { HttpBehaviour, MeasuredProfile, ReportedRun } from '../../model.ts';
import { formatBytes } from '../format.ts';
import { httpFacts } from '../http-wording.ts';
import { figures, literal, measuredOf, nameOf, section, words } from './parts.ts';
import type { Section } from './section.ts';

type Asked = MeasuredProfile & { http: HttpBehaviour };

/** What the answers say of caching, and what they weigh. Left out where nothing was asked on the side. */
export function caching({ profiles }: ReportedRun): Section | null {
  const asked = measuredOf(profiles).filter((profile): profile is Asked => profile.http !== null);
  if (asked.length === 0) return null;
  return section('Caching and compression', {
    tables: [
      {
        caption: '',
        columns: [
          literal('endpoint'),
          literal('Cache-Control'),
          ...words('asking again', 'caches on the way'),
          ...figures('body'),
          ...words('compressed'),
        ],
        rows: asked.map(({ http, ...profile }) => [
          nameOf(profile),
          http.cacheControl ?? '–',
          factOf(http, 'asking again'),
          http.cache || http.cacheStatus ? factOf(http, 'caches on the way') : 'none named',
          bodyWords(http, profile.summary),
          compressionWords(http),
        ]),
      },
    ],
  });
}

const factOf = (http: HttpBehaviour, name: string): string =>
  httpFacts(http).find((fact) => fact.name === name)?.value ?? '–';

function bodyWords({ encodings }: HttpBehaviour, { bodyBytes }: MeasuredProfile['summary']): string {
  const identity = encodings.find(({ encoding }) => encoding === 'identity');
  return formatBytes(identity?.bytes ?? bodyBytes.median);
}

/** `br 18.0 kB`; `no` where it was offered in vain. */
function compressionWords({ encodings }: HttpBehaviour): string {
  const offered = encodings.filter((each) => each.offered !== 'identity');
  const compressed = offered.filter(({ encoding }) => encoding !== 'identity').sort((a, b) => a.bytes - b.bytes)[0];
  if (compressed) return `${compressed.encoding} ${formatBytes(compressed.bytes)}`;
  return offered.length > 0 ? 'no' : 'not tried';
}
