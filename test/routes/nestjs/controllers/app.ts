import { All, Controller, Delete, Get, Head, Module, Options, Patch, Post, Put, Sse } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import * as nest from '@nestjs/common';
import { base, Paths } from './paths';

@Controller()
export class RootController {
  @Get()
  home() {
    return 'home';
  }

  @Get('/trailing/')
  trailing() {}
}

@Controller(['cats', 'felines'])
class CatsController {
  @Get([':id', 'by-name/:name'])
  find() {}

  @Post(
    'import',
  )
  importAll() {}

  @All('*')
  rest() {}
}

@Controller({ path: Paths.Dogs, host: 'dogs.example.com' })
class DogsController {
  @Put(':id(\\d+)')
  @HttpCode(204)
  async replace() {
    return {};
  }

  @Head('exists') exists() {}
  @Options('choices') choices() {}
  @Patch(`${base}/:part?`) patch() {}
  @Delete(Paths.All) clear() {}
  @Sse('events') events() {}
  @nest.Get('files/*path') files() {}

  @Get(process.env.SECRET)
  secret() {}
}

@Module({ controllers: [RootController, CatsController, DogsController] })
export class AppModule {}

NestFactory.create(AppModule).then((app) => app.listen(3000));
