export default { get: () => fetch('/api/users') };
