export async function remove() {
  return Response.json({});
}
export async function OPTIONS() {
  return new Response();
}
export async function GET() {
  return new Response();
}
