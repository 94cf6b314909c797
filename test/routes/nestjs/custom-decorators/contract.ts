export namespace Contract {
  const base = ':id';
  export const url = `${base}/name`;
  export const method = 'PUT';
}
