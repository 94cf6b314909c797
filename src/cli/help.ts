/** What `--help` prints. */

import { defaultBurst } from '../profile/load-choice.ts';
import { reportFormats } from './measured-arguments.ts';

const formats = `${reportFormats.slice(0, -1).join(', ')} or ${reportFormats.at(-1)}`;

const overview = `endpoint-profiler: from a route in a source file to a verdict on its speed

Usage
  endpoint-profiler scan     [dir]               list the endpoints of a folder
  endpoint-profiler run      [dir] [selector…]   measure endpoints and show what was found
  endpoint-profiler run      --url URL           measure an address, without scanning
  endpoint-profiler baseline save [dir] [selector…]   measure, and keep the result as the baseline
  endpoint-profiler baseline list|prune [dir]    list the baselines; remove those whose endpoint is gone
  endpoint-profiler baseline compare A B         hold one baseline file against another
  endpoint-profiler check    [dir] [selector…]   measure, compare with the baselines, exit 1 on a regression

  endpoint-profiler COMMAND --help               all options of a command
  endpoint-profiler --version

A selector is "GET /users/{id}", a path, a pattern over paths such as "/api/**", or file:line. Without one all
endpoints are taken that only read, and those that .endpoint-profiler/config.json allows.`;

const measureOptions = `  --load NAME         instead of the default burst: smoke, load, stress, spike, endurance, sweep, cold-start, or one
                      of "loads" in the config; one with a mix brings its own endpoints
  --connections N     requests in flight at a time (10; with --rate the most there may be, 100)
  --rate R            requests a second, due whatever the answers (an open model); latency counts from then
  --duration S        seconds of the measured part (3)
                      with --load these three set its size: most users, highest rate, seconds in all
  --rounds N          rounds of the default burst (${defaultBurst.rounds}): more of them tell smaller changes from noise
  --workers N         threads that share the load (1)
  --no-server         never start the API: use the one that runs
  --no-sql            do not look at the database traffic
  --allow-host NAME   also contact this host; without it only this machine is`;

const reportOptions = `  --format FORMAT     ${formats}, on stdout (table)
  --report FORMAT=FILE  also write a report to a file; may be given several times
                      the file that GITHUB_STEP_SUMMARY names is added to, any other is written anew
  --html FILE         the same as --report html=FILE`;

const choiceOptions = `  --changed-since REF only endpoints whose handler, or a file that it needs, has changed since this branch left REF,
                      with what is not committed; all of them where something changed that may matter to each`;

const topics: Record<string, string> = {
  scan: `Usage: endpoint-profiler scan [dir] [--format table|json|openapi]
       endpoint-profiler scan [dir] --why SELECTOR

Lists every endpoint with its full path and the place of its handler. Nothing is started and nothing is sent.

Options
  --format FORMAT     table, json or openapi (an OpenAPI 3.1 document), on stdout (table)
  --why SELECTOR      explain how these paths were put together, each step with file:line
  --include-tests     list the routes in test folders and test files too`,
  run: `Usage: endpoint-profiler run [dir] [selector…] [options]
       endpoint-profiler run --url URL [--method M] [--header "Name: value"]… [--body TEXT] [options]

Starts the API as .endpoint-profiler/config.json says (or uses the one that answers), measures each endpoint with a
short burst, and ends what it started. Progress goes to stderr, the result to stdout.

Options
${choiceOptions}
${reportOptions}
${measureOptions}
  --url URL           measure this address as it is, without scanning or starting anything
  --method M          its method (GET, or POST with --body)
  --header "N: V"     one of its headers; may be given several times
  --body TEXT         its body

Exit codes: 0 measured, 2 something could not be measured, or only in part.`,
  check: `Usage: endpoint-profiler check [dir] [selector…] [options]

Measures like run, and compares with the baselines and the targets in .endpoint-profiler. An endpoint fails when it got
slower, misses a target, or has a statement that is now planned worse, however fast it is.

Options
${choiceOptions}
${reportOptions}
${measureOptions}
  --retry-inconclusive  take more rounds, up to a bound, of an endpoint of which the first ones do not tell
  --strict            an endpoint of which too little can be said ends it with exit code 3
  --update            if all pass, save what is new, faster, or was not comparable as the baseline; the others keep
                      theirs, so that small slow-downs cannot add up unseen

Exit codes: 0 nothing regressed, 1 a regression or a missed target, 2 something could not be measured, or only in part,
3 inconclusive or not comparable, with --strict.`,
  baseline: `Usage: endpoint-profiler baseline save [dir] [selector…] [options]
       endpoint-profiler baseline list [dir]
       endpoint-profiler baseline prune [dir] [--yes]
       endpoint-profiler baseline compare A B

save     measures like run, and writes each result to .endpoint-profiler/baselines, one file an endpoint; naming an
         endpoint that got slower here is how its new speed is accepted
list     prints what is saved
prune    names the baselines whose endpoint is gone; with --yes it removes their files
compare  holds the second of two baseline files against the first

Options
  --yes               of prune: remove
Options of save
${choiceOptions}
${reportOptions}
${measureOptions}

Exit codes: 0 done, 1 compare found a regression, 2 something could not be measured or read, or only in part.`,
};

export const helpText = (topic: string | null): string => (topic && topics[topic]) || overview;
