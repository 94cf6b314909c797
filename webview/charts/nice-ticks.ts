/** Round values to label on a linear axis, no more than `most` of them besides the first. */
export function niceTicks(min: number, max: number, most: number, steps: number[] = decimalSteps(max - min)): number[] {
  const wanted = (max - min) / Math.max(1, most);
  const step = steps.find((each) => each >= wanted) ?? steps.at(-1)!;
  const first = Math.ceil(min / step);
  const count = Math.max(0, Math.floor((max * (1 + 1e-9)) / step) - first + 1);
  return Array.from({ length: count }, (_, index) => Number(((first + index) * step).toPrecision(9)));
}

/** 1, 2 and 5 times the powers of ten up to a range. */
function decimalSteps(range: number): number[] {
  const magnitude = 10 ** Math.floor(Math.log10(Math.max(range, 1e-12)));
  return [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10].map((factor) => factor * magnitude);
}
