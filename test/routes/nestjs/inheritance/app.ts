import { Controller, Get, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CrudController, crud } from './crud';

@Controller('cats')
class CatsController extends CrudController {
  @Get('mine')
  all() {}

  remove() {}
}

@Controller('dogs')
class DogsController extends crud('dog-tags') {
  @Post() create() {}
}

@Module({ controllers: [CatsController, DogsController, crud('birds')] })
class AppModule {}

NestFactory.create(AppModule).then((app) => app.listen(3000));
