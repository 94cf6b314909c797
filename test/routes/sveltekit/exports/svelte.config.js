import adapter from '@sveltejs/adapter-node';

const dev = process.argv.includes('dev');

/** @type {import('@sveltejs/kit').Config} */
const config = {
  kit: {
    adapter: adapter(),
    files: { routes: 'src/pages' },
    paths: { base: '/shop' },
  },
};

export default config;
