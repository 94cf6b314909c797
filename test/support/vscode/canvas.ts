/** What is drawn on a canvas. These functions run in the page, so each stands alone. */

/** The DOM's canvas, as far as it is needed: tests are compiled without the DOM. */
export interface Canvas {
  width: number;
  height: number;
  getContext(kind: '2d'): { getImageData(x: number, y: number, w: number, h: number): { data: Uint8ClampedArray } };
}

/** True where something has been drawn. */
export function hasInk(canvas: Canvas): boolean {
  return canvas
    .getContext('2d')
    .getImageData(0, 0, canvas.width, canvas.height)
    .data.some((value) => value !== 0);
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
