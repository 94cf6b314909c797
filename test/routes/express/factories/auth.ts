import { protect } from 'some-package';
export const auth = (handler: unknown) => protect(handler);
