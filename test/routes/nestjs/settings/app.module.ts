import { Controller, Get, Module } from '@nestjs/common';
import { ConfigModule, registerAs } from '@nestjs/config';

const appConfig = registerAs('app', () => ({ http: { prefix: process.env.PREFIX || 'service' } }));

@Controller('cats')
class CatsController {
  @Get() all() {}
}

@Module({ imports: [ConfigModule.forRoot({ load: [appConfig] })], controllers: [CatsController] })
export class AppModule {}
