export default defineEventHandler((event) => {
  assertMethod(event, ['GET', 'POST']);
});
