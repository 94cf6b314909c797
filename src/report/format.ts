/** Numbers as people read them: three significant digits, the unit beside them, English separators. */

const english = 'en-GB';
const counts = lazily(() => new Intl.NumberFormat(english, { maximumFractionDigits: 0 }));
const dates = lazily(() => new Intl.DateTimeFormat(english, { day: 'numeric', month: 'short', year: 'numeric' }));
const moments = lazily(
  () =>
    new Intl.DateTimeFormat(english, {
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
    }),
);

/** Made with the first number: a formatter loads its language's data, which would delay the editor's start. */
function lazily<Format>(make: () => Format): () => Format {
  let made: Format | undefined;
  return () => (made ??= make());
}

/** `0.381 ms`, `4.60 ms`, `184 ms`, `1.24 s`. Below a microsecond there is nothing to tell: `0 ms`. */
export function formatMs(ms: number): string {
  const rounded = Number(ms.toPrecision(3));
  return rounded >= 1000 ? `${digits(ms / 1000)} s` : `${formatMsValue(ms)} ms`;
}

/** Both ends of a range: `398–455 ms`, `0.980–1.24 s`. */
export function formatMsSpan(fromMs: number, toMs: number): string {
  const inSeconds = Number(toMs.toPrecision(3)) >= 1000;
  return inSeconds ? `${digits(fromMs / 1000)}–${formatMs(toMs)}` : `${formatMsValue(fromMs)}–${formatMs(toMs)}`;
}

/** How long something was meant to last: `0.5 s`, `1 min 30 s`, `2 h`. */
export function formatDuration(ms: number): string {
  if (ms < 59_500) return `${Number((ms / 1000).toFixed(ms < 9_950 ? 2 : 0))} s`;
  const seconds = Math.round(ms / 1000);
  const parts = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const;
  return parts
    .filter(([value]) => value > 0)
    .map(([value, unit]) => `${value} ${unit}`)
    .join(' ');
}

/** For a column whose head names the unit: `0.381`, `4.60`, `184`, `1,240`. */
export function formatMsValue(ms: number): string {
  return digits(Math.abs(ms) < 0.0005 ? 0 : ms, 3);
}

/** Of something a second: `2,110/s`, `34.5/s`. */
export const formatRate = (perSecond: number): string => `${digits(perSecond)}/s`;

/** now / before: `1.63×`, `21×`. */
export const formatRatio = (ratio: number): string =>
  Number.isFinite(ratio) ? `${ratio >= 9.995 ? counts().format(ratio) : ratio.toFixed(2)}×` : '–';

/** Both ends of a range, shorter: `0.90–1.4×`, `9.5–12×`. */
export const formatRatioSpan = (low: number, high: number): string => `${shortRatio(low)}–${shortRatio(high)}×`;

const shortRatio = (ratio: number): string => (ratio >= 9.95 ? counts().format(ratio) : ratio.toPrecision(2));

/** 0 to 1: `0 %`, `2.9 %`, `85 %`. Neither none nor all is said of what is only nearly so. */
export function formatShare(share: number): string {
  if (share <= 0) return '0 %';
  if (share >= 1) return '100 %';
  const percent = share * 100;
  if (percent < 0.01) return '< 0.01 %';
  if (percent > 99.9) return '> 99.9 %';
  return `${Number(percent.toPrecision(percent > 99 ? 3 : 2))} %`;
}

/** Decimal units: `512 B`, `182 kB`, `2.60 MB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  let value = bytes;
  let unit = 0;
  while (Number(value.toPrecision(3)) >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? counts().format(value) : digits(value)} ${units[unit]}`;
}

/** 1 is one core busy all the time: `0.82 cores`, `1 core`. */
export const formatCores = (cores: number): string => {
  const rounded = Number(cores.toPrecision(2));
  return `${rounded} ${rounded === 1 ? 'core' : 'cores'}`;
};

/** `3,412`. */
export const formatCount = (count: number): string => counts().format(count);

/** A number that is mostly whole, `25`, and otherwise a mean, `1.5`. */
export const formatMean = (value: number): string => (Number.isInteger(value) ? counts().format(value) : digits(value));

/** `18 Nov 2025`, in local time; the text itself where it is no date. */
export const formatDate = (iso: string): string => formatted(iso, dates());

/** `18 Nov 2025, 16:40`, in local time. */
export const formatMoment = (iso: string): string => formatted(iso, moments());

/** `1 query`, `26 queries`. */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${formatMean(count)} ${count === 1 ? one : many}`;

function formatted(iso: string, format: Intl.DateTimeFormat): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : format.format(date);
}

/** Three significant digits, no more than `decimals` behind the point, whole ones from 100 up. */
function digits(value: number, decimals = 2): string {
  const rounded = Number(value.toPrecision(3));
  if (rounded === 0) return '0';
  if (Math.abs(rounded) >= 100) return counts().format(value);
  const magnitude = Math.floor(Math.log10(Math.abs(rounded)));
  return value.toFixed(Math.min(decimals, Math.max(0, 2 - magnitude)));
}
