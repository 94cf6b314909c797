import { Controller, Delete, Get, Param } from '@nestjs/common';

export abstract class CrudController {
  @Get()
  all() {}

  @Get(':id')
  one(@Param('id') id: string) {
    return id;
  }

  @Delete(':id')
  remove() {}
}

export function crud(name: string) {
  @Controller(name)
  class Crud {
    @Get(`${name}/:id`)
    one() {}
  }
  return Crud;
}
