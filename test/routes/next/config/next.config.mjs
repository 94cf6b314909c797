import withPlugin from 'some-plugin';

const docs = '/docs';

/** @type {import('next').NextConfig} */
const nextConfig = {
  basePath: docs,
  pageExtensions: ['page.tsx', 'api.ts'],
  env: { basePath: '/other' },
  async rewrites() {
    return [
      { source: '/health', destination: '/api/status' },
      { source: '/v1/:path*', destination: '/api/v1/:path*' },
      { source: '/ingest/:path*', destination: 'https://example.com/:path*' },
      { source: '/:lang/:path*', destination: '/:path*' },
      { source: '/host', destination: '/api/status', has: [{ type: 'host', value: 'a.example.com' }] },
    ];
  },
};

export default withPlugin(nextConfig);
