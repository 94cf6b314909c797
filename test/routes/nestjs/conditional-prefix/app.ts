import { Controller, Get } from '@nestjs/common/decorators';
import { Module } from '@nestjs/common/decorators/modules/module.decorator';
import { NestFactory } from '@nestjs/core';
import { settings } from './nowhere';

@Controller('cats')
class CatsController {
  @Get() all() {}
}

@Module({ controllers: [CatsController] })
class AppModule {}

@Controller('dogs')
class DogsController {
  @Get() all() {}
}

@Module({ controllers: [DogsController] })
class KennelModule {}

async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  if (settings.path) {
    app.setGlobalPrefix(settings.path);
  }
  await app.listen(3000);

  const kennel = await NestFactory.create(KennelModule);
  if (settings.path) kennel.setGlobalPrefix('kennel');
  await kennel.listen(3001);
}

if (require.main === module) bootstrap();
