import { save } from '../save.server';

export async function loader({ request }) {
  const url = new URL(request.url);
  return new Response(url.searchParams.get('page'));
}

async function update({ request }) {
  const form = await request.formData();
  return save(form.get('name'));
}

export { update as action };
