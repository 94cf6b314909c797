export default defineNuxtConfig({ app: { baseURL: '/shop/' } });
