import { Controller, Get, Module } from '@nestjs/common';

@Controller('cats')
class CatsController {
  @Get() all() {}
}

@Module({ controllers: [CatsController] })
export class AppModule {}
