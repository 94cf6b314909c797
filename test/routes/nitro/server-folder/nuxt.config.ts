export default defineNuxtConfig({ serverDir: './src/backend' });
