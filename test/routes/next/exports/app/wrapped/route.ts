import { withAuth } from '../../lib/auth';

export const GET = withAuth(async (request: Request) => {
  const { searchParams } = new URL(request.url);
  const answer = await fetch('https://example.com');
  const { foreign } = await answer.json();
  return Response.json(searchParams.get('q') + foreign);
});
