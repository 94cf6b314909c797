export default defineEventHandler(() => ({}));
