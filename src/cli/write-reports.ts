/** The result of a run in the formats that were asked for: one on stdout, others in files. */

import { appendFile, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Writable } from 'node:stream';
import writeFileAtomic from 'write-file-atomic';
import { type ReportedRun, UserError } from '../model.ts';
import { reportHtml } from '../report/html.ts';
import { profilesJson } from '../report/json.ts';
import { junitReport } from '../report/junit.ts';
import { markdownReport } from '../report/markdown.ts';
import { prometheusReport } from '../report/prometheus.ts';
import { profilesTable } from '../report/table.ts';
import type { ReportFile, ReportFormat } from './measured-arguments.ts';
import type { Surroundings } from './surroundings.ts';

/** `stream` is where it is going to be shown: some show colours. */
type Render = (run: ReportedRun, distDir: string, stream: NodeJS.WritableStream) => string | Promise<string>;

const renderers: Record<ReportFormat, Render> = {
  table: ({ profiles }, _, stream) => profilesTable(profiles, stream),
  markdown: markdownReport,
  json: profilesJson,
  junit: junitReport,
  prometheus: prometheusReport,
  html: async (run, distDir) => {
    const [script, style] = await Promise.all(
      ['webview.js', 'webview.css'].map((name) => readFile(join(distDir, name), 'utf8')),
    );
    return reportHtml(run, { script: script!, style: style! });
  },
};

/** No colours. */
const plain = new Writable();

export async function printReport(run: ReportedRun, format: ReportFormat, around: Surroundings): Promise<void> {
  around.stdout.write(await renderers[format](run, around.distDir, around.stdout));
}

/** Throws a `UserError` where a file cannot be written, when the others are. */
export async function writeReports(run: ReportedRun, reports: ReportFile[], around: Surroundings): Promise<void> {
  const problems: UserError[] = [];
  for (const report of reports) {
    const text = await renderers[report.format](run, around.distDir, plain);
    await writeReport(report, text, around).catch((error) => problems.push(unwritten(report, error)));
  }
  if (problems[0]) throw problems[0];
}

async function writeReport({ file, format }: ReportFile, text: string, { cwd, env, stderr }: Surroundings) {
  const path = resolve(cwd, file);
  await mkdir(dirname(path), { recursive: true });
  // The steps of a job share their summary.
  if (path === env.GITHUB_STEP_SUMMARY) await appendFile(path, text);
  else if (await isSpecial(path)) await writeFile(path, text);
  else await writeFileAtomic(path, text);
  stderr.write(`Report (${format}): ${path}\n`);
}

/** `/dev/stderr`, or a pipe: a file must not take its place. */
const isSpecial = async (path: string): Promise<boolean> => (await stat(path).catch(() => null))?.isFile() === false;

function unwritten({ file, format }: ReportFile, cause: Error): UserError {
  return new UserError(
    {
      message: `The report ${file} could not be written: ${cause.message}.`,
      nextStep: `Give --report ${format}=FILE with a file in a folder that you may write to.`,
    },
    { cause },
  );
}
