export const GET = ({ params }) => new Response(params.id);
export async function POST({ request }) {
  const { name } = await request.json();
  return new Response(name);
}
