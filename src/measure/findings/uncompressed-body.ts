import type { Finding } from '../../model.ts';
import { asKilobytes, type CompressedProbe, type Rule } from './rule.ts';

const thresholdsBytes = { LOW: 20_000, MEDIUM: 200_000, HIGH: 2_000_000 };

/** JSON, text, XML and the like, which gzip usually makes several times smaller. */
const compressible = /^(text\/|application\/(json|xml|javascript|graphql|x-ndjson)|[^;]*\+(json|xml))/i;

const isCompressed = ({ encoding }: CompressedProbe): boolean => encoding !== null && encoding !== 'identity';

/**
 * A text body of at least 20 kB that also came uncompressed when gzip was asked for. The burst itself does not ask for
 * compression, so without that one probe nothing can be said.
 */
export const uncompressedBody: Rule = ({ recording, compressedProbe }): Finding[] => {
  const type = recording.firstHead?.headers['content-type'] ?? '';
  if (compressedProbe === null || isCompressed(compressedProbe) || !compressible.test(type)) return [];
  const { bytes } = compressedProbe;
  if (bytes < thresholdsBytes.LOW) return [];
  return [
    {
      rule: 'uncompressed-body',
      severity: bytes >= thresholdsBytes.HIGH ? 'HIGH' : bytes >= thresholdsBytes.MEDIUM ? 'MEDIUM' : 'LOW',
      title: `${asKilobytes(bytes)} are sent uncompressed`,
      why: `A request that accepts gzip was answered with ${asKilobytes(bytes)} of ${type.split(';')[0]} without a content-encoding.`,
      advice: 'Compress in the server or in the proxy before it, or send fewer rows and fields.',
      // Over loopback a large body costs next to nothing; over a network it costs what the network costs.
      impactMs: 0,
    },
  ];
};
