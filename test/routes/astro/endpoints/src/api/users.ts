export const GET = () => fetch('/api/users');
