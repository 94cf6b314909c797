import { json } from '@sveltejs/kit';

export async function PUT({ params, request }) {
  const { name } = await request.json();
  return json({ id: params.id, name });
}

const remove = async ({ url }) => json(url.searchParams.get('force'));

export { remove as DELETE };
export const prerender = false;
