import { HttpService } from '@nestjs/axios';
import { Controller, Get, Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { MessagePattern } from '@nestjs/microservices';
import { SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { Delete } from 'some-orm';

@Injectable()
class Client {
  constructor(private readonly http: HttpService) {}
  load() {
    return this.http.get('/remote');
  }
  @Get('not-a-controller')
  get() {}
}

@Resolver('Cat')
class CatsResolver {
  @Query('cats')
  all() {}
  @Mutation()
  create(@Args('name') name: string) {}
}

@WebSocketGateway()
class Gateway {
  @SubscribeMessage('events')
  events() {}
}

@Controller('math')
class MathController {
  @MessagePattern({ cmd: 'sum' })
  sum() {}

  @Delete('rows')
  rows() {}

  @Get('real')
  real() {}

}

@Module({ controllers: [MathController], providers: [Client, CatsResolver, Gateway] })
class AppModule {}

async function bootstrap() {
  const worker = await NestFactory.createMicroservice(AppModule);
  const app = await NestFactory.create(AppModule);
  app.use('/docs', serve);
  await app.listen(3000);
}
bootstrap();
