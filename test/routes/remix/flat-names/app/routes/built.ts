export const { action, loader } = createApiRoute({
  method: 'PUT',
});
