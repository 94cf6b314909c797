/** Small systems of linear equations. */

export type Matrix = number[][];

/** x with matrix · x = right, by Gauss–Jordan elimination with scaled rows; null where there is not one single x. */
export function solve(matrix: Matrix, right: number[]): number[] | null {
  return reduce(matrix.map((row, index) => [...row, right[index]!]))?.map((row) => row[0]!) ?? null;
}

export function inverse(matrix: Matrix): Matrix | null {
  return reduce(matrix.map((row, index) => [...row, ...row.map((_, column) => (column === index ? 1 : 0))]));
}

const smallestPivot = 1e-13;

/** Takes a square matrix with more columns at its right; returns those, for the unit matrix in its place. */
function reduce(rows: number[][]): number[][] | null {
  const size = rows.length;
  const left = rows.map((row) => {
    const largest = Math.max(...row.slice(0, size).map(Math.abs));
    return row.map((value) => value / largest);
  });
  for (let column = 0; column < size; column++) {
    const from = left.findIndex(
      (row, index) =>
        index >= column && left.slice(column).every((other) => Math.abs(row[column]!) >= Math.abs(other[column]!)),
    );
    const pivotRow = left[from];
    if (!pivotRow || !(Math.abs(pivotRow[column]!) > smallestPivot)) return null;
    left[from] = left[column]!;
    left[column] = pivotRow.map((value) => value / pivotRow[column]!);
    for (const [index, row] of left.entries()) {
      if (index === column) continue;
      left[index] = row.map((value, place) => value - row[column]! * left[column]![place]!);
    }
  }
  return left.map((row) => row.slice(size));
}
