/** What a parser of Prometheus' text format lets pass, and Prometheus does not. */

/** Series that are there more than once: the second one is refused. */
export function doubledSeries(text: string): string[] {
  const names = samplesOf(text).map(({ series }) => series);
  return names.filter((name, index) => names.indexOf(name) < index);
}

/** Histograms whose buckets do not grow, or whose last one, `+Inf`, is not there or not their count. */
export function brokenHistograms(text: string): string[] {
  const samples = samplesOf(text);
  const groups = Map.groupBy(
    samples.filter(({ series }) => /^\w+_bucket\{/.test(series)),
    ({ series }) => series.replace(/,?le="[^"]*"/, '').replace('_bucket{', '{'),
  );
  return [...groups]
    .filter(([name, buckets]) => {
      const count = samples.find(({ series }) => series === name.replace('{', '_count{'));
      const grow = buckets.every(({ value }, index) => index === 0 || value >= buckets[index - 1]!.value);
      const last = buckets.at(-1)!;
      return !grow || !last.series.includes('le="+Inf"') || last.value !== count?.value;
    })
    .map(([name]) => name);
}

const samplesOf = (text: string): { series: string; value: number }[] =>
  text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({
      series: line.slice(0, line.lastIndexOf(' ')),
      value: Number(line.slice(line.lastIndexOf(' ') + 1)),
    }));
