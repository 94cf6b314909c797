export { default } from './login';
