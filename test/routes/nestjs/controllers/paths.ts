export const base = 'parts';
export enum Paths {
  Dogs = 'dogs',
  All = 'all',
}
