export enum Paths {
  List = '/list',
  Raw = '/raw',
}
export const VERSION = 3;
export const settings = { names: { detail: 'detail' } };
