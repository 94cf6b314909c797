export async function GET(request) {
  const page = request.nextUrl.searchParams.get('page');
  return Response.json(page);
}

export const POST = async (request) => {
  const { name, ...rest } = await request.json();
  return Response.json({ name, rest });
};

export const dynamic = 'force-dynamic';
export function helper() {}
