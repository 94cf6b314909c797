export * from './admin';
export { default as reportRoutes } from './reports';
export * as catalogue from './catalogue';
