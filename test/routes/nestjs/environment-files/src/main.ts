import { Controller, Get, Module } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { NestFactory } from '@nestjs/core';

// What the code says goes before an example, and not before what is set.
@Controller(process.env.CATS_PATH ?? 'cats')
class CatsController {
  @Get() all() {}
}

@Controller(process.env.HORSES_PATH || 'horses')
class HorsesController {
  @Get() all() {}
}

// Neither addresses nor secrets are parts of paths, and nothing is no value.
@Controller([process.env.DOGS_PATH, process.env.BIRDS_SECRET, process.env.FISH_PATH])
class DogsController {
  @Get('all') all() {}
}

@Controller('bees')
class BeesController {
  @Get() all() {}
}

// Whether it is there is for whoever starts the program to say.
const bees = process.env.HORSES_PATH === 'none' ? BeesController : null;

// So is which of several modules it loads.
function modulesFor(mode: string) {
  switch (mode) {
    case 'proposed':
      return [];
    default:
      return [MiceModule];
  }
}

@Controller('mice')
class MiceController {
  @Get() all() {}
}

@Module({ controllers: [MiceController] })
class MiceModule {}

@Module({ imports: modulesFor(process.env.CATS_PATH), controllers: [CatsController, HorsesController, DogsController, bees] })
class AppModule {}

async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  app.setGlobalPrefix(app.get(ConfigService).getOrThrow('API_PREFIX'));
  await app.listen(process.env.PORT);
}
bootstrap();
