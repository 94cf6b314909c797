/** What is drawn on a canvas. These functions run in the page, so each stands alone. */

/** The DOM's canvas, as far as it is needed: tests are compiled without the DOM. */
export interface Canvas {
  width: number;
  height: number;
  getContext(kind: '2d'): { getImageData(x: number, y: number, w: number, h: number): { data: Uint8ClampedArray } };
}

/** True where a bar of at least four columns of pixels and half the height stands: more than any axis, line or label. */
export function hasTallBar(canvas: Canvas): boolean {
  const { width, height } = canvas;
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
  const inked = new Array<number>(width).fill(0);
  for (let pixel = 0; pixel < width * height; pixel++) {
    if (data[pixel * 4 + 3] !== 0) inked[pixel % width]! += 1;
  }
  const isTall = (rows: number) => rows >= height / 2;
  return inked.some((_, column) => column + 4 <= width && inked.slice(column, column + 4).every(isTall));
}

/** True where an upright line of at least half the height stands in the outermost twentieth on the left. */
export function hasStemOnTheLeft(canvas: Canvas): boolean {
  const width = Math.round(canvas.width / 20);
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, canvas.height);
  const inked = new Array<number>(width).fill(0);
  for (let pixel = 0; pixel < width * canvas.height; pixel++) {
    if (data[pixel * 4 + 3] !== 0) inked[pixel % width]! += 1;
  }
  return inked.some((rows) => rows >= canvas.height / 2);
}
