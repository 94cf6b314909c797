import { ConfigService } from '@nestjs/config';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module';

async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  const config = app.get(ConfigService);
  const mark = config.get<string>('VERSION_MARK', 'r');
  const prefix: string = config.getOrThrow('app.http.prefix', { infer: true })!;
  app.setGlobalPrefix(prefix);
  app.enableVersioning({ prefix: mark, defaultVersion: process.env.VERSION ?? '7' });
  await app.listen(3000);
}
bootstrap();
