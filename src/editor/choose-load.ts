/** Which load is put on an endpoint: the default burst, a built-in one, or one of the config. */

import type { ConfigFile } from '../config/file.ts';
import type { Load } from '../model.ts';
import { describeLoad, lengthWords } from '../report/describe-load.ts';
import { formatDuration, plural } from '../report/format.ts';
import type { Choice, Dialog } from './questions.ts';

/** What is remembered from one choice to the next. */
export interface LastChoice {
  get(): string | undefined;
  set(name: string): void;
}

export interface ChosenLoad {
  name: string;
  /** Null: the default burst. */
  load: Load | null;
}

/** The last choice comes first, and so is preselected. Null where the person turns away. */
export async function chooseLoad(
  dialog: Dialog,
  config: ConfigFile,
  burst: { rounds: number; roundMs: number },
  last: LastChoice,
): Promise<ChosenLoad | null> {
  const { allLoads, burstName, loadsOf } = await import('./pipeline.ts');
  const { loads: written } = await config.load();
  const choices: Choice<ChosenLoad>[] = [
    { label: burstName, description: 'the default', detail: burstWords(burst), value: { name: burstName, load: null } },
    ...Object.entries(allLoads(loadsOf(written))).map(([name, load]) => {
      const description = [lengthWords(load), Object.hasOwn(written, name) && 'from the config'].filter(Boolean);
      return { label: name, description: description.join(' · '), detail: describeLoad(load), value: { name, load } };
    }),
  ];
  const isLast = ({ label }: Choice<unknown>) => label === last.get();
  const chosen = await dialog.pick('Which load?', [
    ...choices.filter(isLast),
    ...choices.filter((choice) => !isLast(choice)),
  ]);
  if (chosen) last.set(chosen.name);
  return chosen ?? null;
}

const burstWords = ({ rounds, roundMs }: { rounds: number; roundMs: number }): string =>
  `${plural(rounds, 'round')} of ${formatDuration(roundMs)} after a warm-up`;
