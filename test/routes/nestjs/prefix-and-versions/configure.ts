import { INestApplication, RequestMethod, VersioningType } from '@nestjs/common';

const PREFIX = '/api/';

export function configure(app: INestApplication) {
  app.setGlobalPrefix(PREFIX, {
    exclude: ['health', { path: 'reports/(.*)', method: RequestMethod.GET }, 'tickets/:id'],
  });
  app.enableVersioning({ type: VersioningType.URI, defaultVersion: '1' });
}
