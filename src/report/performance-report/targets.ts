import type { MeasuredProfile, ReportedRun, TargetName } from '../../model.ts';
import { plural } from '../format.ts';
import { targetFigure, targetNames } from '../target-wording.ts';
import { figures, literal, measuredOf, nameOf, section, slowestFirst, words } from './parts.ts';
import type { Section } from './section.ts';

/** What was measured against what was asked for; those first that miss something. */
export function targets({ profiles }: Pick<ReportedRun, 'profiles'>): Section {
  const measured = slowestFirst(measuredOf(profiles)).filter((profile) => profile.targets.length > 0);
  if (measured.length === 0) {
    return section('Targets', {
      intro: 'None are set: they stand under "targets" in .endpoint-profiler/config.json.',
    });
  }
  const used = (Object.keys(targetNames) as TargetName[]).filter((name) =>
    measured.some((profile) => profile.targets.some(({ target }) => target === name)),
  );
  const missing = measured.filter((profile) => missedOf(profile).length > 0);
  const met = measured.filter((profile) => missedOf(profile).length === 0);
  return section('Targets', {
    intro: `${plural(met.length, 'endpoint')} of ${measured.length} ${met.length === 1 ? 'meets' : 'meet'} all targets. Each figure stands before its limit: the most that is allowed, of throughput the least.`,
    tables: [
      {
        caption: '',
        columns: [literal('endpoint'), ...words('result'), ...figures(...used.map((name) => targetNames[name]))],
        rows: [...missing, ...met].map((profile) => [
          nameOf(profile),
          resultOf(profile),
          ...used.map((name) => figureOf(profile, name)),
        ]),
      },
    ],
  });
}

const missedOf = ({ targets }: MeasuredProfile): string[] =>
  targets.filter(({ met }) => !met).map(({ target }) => targetNames[target]);

function resultOf(profile: MeasuredProfile): string {
  const missed = missedOf(profile);
  return missed.length === 0 ? 'met' : `missed: ${missed.join(', ')}`;
}

/** `289 ms / 200 ms` */
function figureOf({ targets }: MeasuredProfile, name: TargetName): string {
  const result = targets.find(({ target }) => target === name);
  return result ? `${targetFigure(name, result.actual)} / ${targetFigure(name, result.limit)}` : '–';
}
