import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module';

async function run() {
  const app = await NestFactory.create(AppModule);
  await app.init();
  const context = await NestFactory.createApplicationContext(AppModule);
  await context.close();
}
run();
