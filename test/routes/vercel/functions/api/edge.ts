export const config = { runtime: 'edge' };
export function GET(request: Request) {
  return new Response(new URL(request.url).searchParams.get('q'));
}
export const POST = () => new Response();
