export * from './users';
export { default as auth } from './auth';
