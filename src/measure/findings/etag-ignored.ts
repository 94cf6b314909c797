import type { Finding } from '../../model.ts';
import { asKilobytes, asMs, type Rule } from './rule.ts';

const thresholdsBytes = { LOW: 2_000, MEDIUM: 200_000 };

/** The answer names its version, and a client that has that version already is sent the whole body again. */
export const etagIgnored: Rule = ({ summary, http }): Finding[] => {
  const bytes = summary.bodyBytes.median;
  if (http?.conditional.state !== 'ignored' || bytes < thresholdsBytes.LOW) return [];
  const [validator, condition] = http.etag ? ['ETag', 'If-None-Match'] : ['Last-Modified', 'If-Modified-Since'];
  const { status } = http.conditional;
  return [
    {
      rule: 'etag-ignored',
      severity: bytes >= thresholdsBytes.MEDIUM ? 'MEDIUM' : 'LOW',
      title: `Its ${validator} spares nobody the body`,
      why: `A request with ${condition} for the version that the answer names was answered with status ${status} and all ${asKilobytes(bytes)} again; each answer takes ${asMs(summary.p50Ms)}.`,
      advice: `Compare ${condition} with the ${validator} and answer 304 without a body, before the work is done where you can; or leave the ${validator} out.`,
      // How much of the work a 304 would save is not known.
      impactMs: 0,
    },
  ];
};
