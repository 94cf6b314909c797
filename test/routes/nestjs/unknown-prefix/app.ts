import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { loadSettings } from './nowhere';

@Controller('cats')
class CatsController {
  @Get() all() {}
  @Get('health') health() {}
}

@Module({ controllers: [CatsController] })
class AppModule {}

async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  app.setGlobalPrefix(loadSettings().prefix, { exclude: ['cats/health'] });
  await app.listen(3000);
}
bootstrap();
