/** Round values to label on a logarithmic axis. */

const candidates = [[1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9], [1, 1.5, 2, 3, 5, 7], [1, 2, 5], [1, 3], [1]];

/** From `min` to `max`, ascending, no closer than the axis divided by `most`. A range below a decade may get linear steps. */
export function logTicks(min: number, max: number, most: number): number[] {
  for (const mantissas of candidates) {
    const ticks = ticksAt(mantissas, min, max);
    if (ticks.length >= Math.min(3, most) && keepApart(ticks, Math.log(max / min) / most)) return ticks;
  }
  return max / min < 10 ? linearTicks(min, max, most) : everyNth(ticksAt([1], min, max), most);
}

const keepApart = (ticks: number[], gap: number): boolean =>
  ticks.every((tick, index) => index === 0 || Math.log(tick / ticks[index - 1]!) >= gap);

function ticksAt(mantissas: number[], min: number, max: number): number[] {
  const ticks: number[] = [];
  for (let exponent = Math.floor(Math.log10(min)); 10 ** exponent <= max; exponent++) {
    for (const mantissa of mantissas) {
      const value = clean(mantissa * 10 ** exponent);
      if (value >= min && value <= max) ticks.push(value);
    }
  }
  return ticks;
}

function linearTicks(min: number, max: number, most: number): number[] {
  const rough = (max - min) / Math.max(1, most);
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * magnitude).find((each) => each >= rough)!;
  const ticks: number[] = [];
  for (let index = Math.ceil(min / step); index * step <= max; index++) ticks.push(clean(index * step));
  return ticks;
}

const everyNth = (ticks: number[], most: number): number[] => {
  const step = Math.ceil(ticks.length / Math.max(1, most));
  return ticks.filter((_, index) => index % step === 0);
};

/** Without the dust of binary fractions: 0.30000000000000004 is 0.3. */
const clean = (value: number): number => Number(value.toPrecision(9));
