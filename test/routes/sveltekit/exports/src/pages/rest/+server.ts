export const fallback = ({ request }) => new Response(request.method);
