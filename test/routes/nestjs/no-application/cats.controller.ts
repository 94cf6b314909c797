import { Controller, Get, Post, Version } from '@nestjs/common';
import { Crud } from '@nestjsx/crud';
import { Cat } from './cat';

@Controller({ path: 'cats', version: '1' })
export class CatsController {
  @Get()
  all() {}

  @Version(['2', '3'])
  @Post()
  create() {}
}

@Crud({ model: { type: Cat } })
@Controller('pets')
export class PetsController {
  @Get('count')
  count() {}
}
