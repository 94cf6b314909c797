/** For the summary of a job and a comment on a pull request: the outcome first, then what changed, then all the rest. */

import type { ReportedRun } from '../model.ts';
import { fitted, type Part } from './markdown-fit.ts';
import { markdownNews } from './markdown-news.ts';
import { markdownProfile } from './markdown-profile.ts';
import { markdownSection } from './markdown-sections.ts';
import { markdownCode, markdownText } from './markdown-text.ts';
import { isNews, mostUrgentFirst, outcomeWords } from './outcome.ts';
import { reportSections } from './performance-report/index.ts';

/** Below GitHub's bound of 65,536 for a comment, of whichever characters it counts. */
const mostCharacters = 60_000;

export function markdownReport(run: ReportedRun): string {
  const inOrder = mostUrgentFirst(run.profiles);
  const news = markdownNews(inOrder.filter(isNews));
  const parts: Part[] = [
    { text: headOf(run), rank: 0, title: null },
    ...(news ? [{ text: news, rank: 0, title: null }] : []),
    ...reportSections(run).map((section) => ({
      text: markdownSection(section),
      rank: section.isVital ? 1 : 2,
      title: section.title,
    })),
    ...inOrder.map((profile) => ({ text: markdownProfile(profile), rank: isNews(profile) ? 1 : 3, title: null })),
  ];
  return `${fitted(parts, mostCharacters)}\n`;
}

function headOf({ title, profiles, machine, commit, writtenAt }: ReportedRun): string {
  const { cpu, cores, os, node } = machine;
  const code = commit === null ? '' : ` at ${markdownCode(commit)}`;
  return [
    `### ${outcomeWords(profiles)}`,
    `${markdownCode(title)}${code}, ${utcMoment(writtenAt)}, on ${markdownText(`${cpu}, ${cores} cores, ${os}, Node ${node}`)}`,
  ].join('\n\n');
}

/** `2025-11-19 09:15 UTC`: its readers live in several time zones. */
const utcMoment = (iso: string): string => `${iso.slice(0, 16).replace('T', ' ')} UTC`;
