import { Controller, Get, Module, Version, VersioningType } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

@Controller({ path: 'cats', version: '1' })
class CatsController {
  @Version('2')
  @Get()
  all() {}
}

@Module({ controllers: [CatsController] })
class AppModule {}

async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  app.enableVersioning({ type: VersioningType.HEADER, header: 'X-Version', defaultVersion: '1' });
  await app.listen(3000);
}
void bootstrap();
