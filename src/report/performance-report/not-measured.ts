import type { Profile, ReportedRun } from '../../model.ts';
import { profileWords } from '../wording.ts';
import { literal, nameOf, section, words } from './parts.ts';
import type { Section } from './section.ts';

/** Nothing is dropped in silence: what has no figures has a reason. */
export function notMeasured({ profiles }: ReportedRun): Section | null {
  const rest = profiles.filter(({ state }) => state !== 'measured');
  if (rest.length === 0) return null;
  return section('Not measured', {
    tables: [
      {
        caption: '',
        columns: [literal('endpoint'), ...words('why', 'what to do')],
        rows: rest.map((profile) => [nameOf(profile), profileWords(profile).long, nextStep(profile)]),
      },
    ],
  });
}

function nextStep(profile: Profile): string {
  switch (profile.state) {
    case 'failed':
      return profile.problem.nextStep;
    case 'needs-sample':
      return 'Give a value under "requests" in .endpoint-profiler/config.json.';
    case 'needs-consent':
      return profile.reason === 'other-host'
        ? 'Allow its host with --allow-host, if you may put load on it.'
        : 'Set "allow": true for it under "requests" in .endpoint-profiler/config.json, if it may be repeated.';
    case 'cancelled':
      return 'Profile it again.';
    case 'measured':
      return '';
    default:
      return profile satisfies never;
  }
}
