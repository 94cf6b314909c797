async function list() {
  return Response.json([]);
}

const handler = NextAuth({
  providers: [],
});

export {
  list as GET,
  handler as POST,
  handler as PUT,
};
