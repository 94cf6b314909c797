export const withAuth = (handler: unknown) => handler;
