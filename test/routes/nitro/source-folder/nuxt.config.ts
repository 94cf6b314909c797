export default defineNuxtConfig({ srcDir: 'src/' });
