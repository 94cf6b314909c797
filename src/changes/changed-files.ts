/** What git says has changed since the branch left another one, uncommitted and new files included. */

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { UserError } from '../model.ts';

export interface Changes {
  /** As it was asked for, and the merge base with it that is compared with, as a hash. */
  ref: string;
  base: string;
  /** Relative to the folder, with `/`; deleted files and both names of a renamed one are among them. */
  files: string[];
  /** Those of the same repository that lie outside of the folder, relative to the repository's own. */
  outside: string[];
  /** The folder relative to the repository, `''` or with `/` at the end. */
  prefix: string;
}

/** 1-based, as the file now stands. Where lines were only taken out, these are those before and behind the place. */
export interface ChangedLines {
  first: number;
  last: number;
}

/** Throws a `UserError` where git cannot tell, with what to do about it. */
export async function changesSince(ref: string, root: string): Promise<Changes> {
  const git = gitIn(root);
  const prefix = (
    await git('rev-parse', '--show-prefix').catch((error) => Promise.reject(noRepository(root, error)))
  ).split('\n')[0]!;
  const base = await mergeBase(ref, git);
  const [changed, added] = await Promise.all([
    git('diff', '--name-only', '--no-renames', '-z', base, '--'),
    git('ls-files', '--others', '--exclude-standard', '--full-name', '-z', '--', ':/'),
  ]);
  const all = [...new Set([...changed.split('\0'), ...added.split('\0')])].filter((file) => file !== '').sort();
  const isInside = (file: string) => file.startsWith(prefix);
  return {
    ref,
    base,
    files: all.filter(isInside).map((file) => file.slice(prefix.length)),
    outside: all.filter((file) => !isInside(file)),
    prefix,
  };
}

/** The lines of one of those files, as it now stands; null where all of it is new. */
export async function changedLines({ base }: Changes, root: string, file: string): Promise<ChangedLines[] | null> {
  const git = gitIn(root);
  const isKnown = (await git('ls-tree', '-z', base, '--', file)) !== '';
  if (!isKnown) return null;
  const options = ['--unified=0', '--no-color', '--no-ext-diff', '--no-textconv', '--no-renames'];
  return hunksOf(await git('diff', ...options, base, '--', file));
}

/** `@@ -12,3 +14,2 @@` → lines 14 and 15. */
function hunksOf(diff: string): ChangedLines[] {
  return [...diff.matchAll(/^@@ -\S+ \+(\d+)(?:,(\d+))? @@/gm)].map(([, line, count]) => {
    const [first, lines] = [Number(line), Number(count ?? 1)];
    // Where lines were only taken out, git names the one before.
    return { first, last: lines === 0 ? first + 1 : first + lines - 1 };
  });
}

type Git = (...words: string[]) => Promise<string>;

const maxBuffer = 256 * 1024 * 1024;

const gitIn =
  (root: string): Git =>
  async (...words) =>
    (await promisify(execFile)('git', words, { cwd: root, maxBuffer })).stdout;

async function mergeBase(ref: string, git: Git): Promise<string> {
  const commit = await git('rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`).catch(() => null);
  const isShallow = (await git('rev-parse', '--is-shallow-repository')).trim() === 'true';
  if (commit === null) throw unknownRef(ref, isShallow);
  const base = await git('merge-base', commit.trim(), 'HEAD').catch(() => null);
  if (base === null) throw noMergeBase(ref, isShallow);
  return base.trim();
}

const fetchAll =
  'Fetch the history first: `fetch-depth: 0` for actions/checkout, `GIT_DEPTH: 0` in GitLab, or `git fetch --unshallow`.';

function unknownRef(ref: string, isShallow: boolean): UserError {
  return new UserError({
    message: `git knows no commit "${ref}"${isShallow ? ' in this shallow clone' : ''}.`,
    nextStep: isShallow ? fetchAll : 'Give a branch, a tag or a commit that is here: `origin/main` after `git fetch`.',
  });
}

function noMergeBase(ref: string, isShallow: boolean): UserError {
  return new UserError({
    message: isShallow
      ? `This clone is shallow: where its branch left "${ref}" is not in it.`
      : `"${ref}" and what is checked out have no commit in common.`,
    nextStep: isShallow ? fetchAll : 'Give a branch that this one comes from.',
  });
}

function noRepository(root: string, cause: NodeJS.ErrnoException): UserError {
  const isMissing = cause.code === 'ENOENT';
  const said = (cause as { stderr?: string }).stderr?.trim();
  return new UserError(
    {
      message: isMissing
        ? 'git was not found, so nobody knows what has changed.'
        : `git does not tell what has changed in ${root}.`,
      nextStep: isMissing
        ? 'Install git, or leave --changed-since out.'
        : 'Leave --changed-since out, or give a folder of a git repository.',
      ...(said ? { detail: said } : {}),
    },
    { cause },
  );
}
