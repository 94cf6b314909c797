import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module';

export async function bootstrap(express) {
  let app;
  if (express) app = await NestFactory.create(AppModule, express);
  else app = await NestFactory.create(AppModule);
  app.setGlobalPrefix('api');
  await app.listen(3000);
}
