export const loader = async () => new Response();
export { Page as default } from '../page';
