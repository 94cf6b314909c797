import { NestFactory } from '@nestjs/core';
import { NestExpressApplication } from '@nestjs/platform-express';
import { ShopModule } from './shop.module';

(async () => {
  const app = await NestFactory.create<NestExpressApplication>(ShopModule.forRoot(), { rawBody: true });
  app.setGlobalPrefix('shop');
  await app.listen(3000);
})();
