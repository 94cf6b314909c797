import type { Finding } from '../../model.ts';
import { asKilobytes, type Rule } from './rule.ts';

const thresholdsBytes = { LOW: 20_000, MEDIUM: 200_000, HIGH: 2_000_000 };

/** JSON, text, XML and the like, which gzip usually makes several times smaller. */
const compressible = /^(text\/|application\/(json|xml|javascript|graphql|x-ndjson)|[^;]*\+(json|xml))/i;

/**
 * A text body of at least 20 kB that came uncompressed whatever compression was offered. The burst itself does not ask
 * for any, so without those requests on the side nothing can be said.
 */
export const uncompressedBody: Rule = ({ recording, http }): Finding[] => {
  const type = recording.firstHead?.headers['content-type'] ?? '';
  const answers = http?.encodings.filter(({ offered }) => offered !== 'identity') ?? [];
  if (answers.length === 0 || answers.some(({ encoding }) => encoding !== 'identity')) return [];
  const { bytes } = answers[0]!;
  if (!compressible.test(type) || bytes < thresholdsBytes.LOW) return [];
  const offers = answers.map(({ offered }) => offered).join(', ');
  return [
    {
      rule: 'uncompressed-body',
      severity: bytes >= thresholdsBytes.HIGH ? 'HIGH' : bytes >= thresholdsBytes.MEDIUM ? 'MEDIUM' : 'LOW',
      title: `${asKilobytes(bytes)} are sent uncompressed`,
      why: `Requests that accept ${offers} were answered with ${asKilobytes(bytes)} of ${type.split(';')[0]} without a content-encoding.`,
      advice: 'Compress in the server or in the proxy before it, or send fewer rows and fields.',
      // Over loopback a large body costs next to nothing; over a network it costs what the network costs.
      impactMs: 0,
    },
  ];
};
