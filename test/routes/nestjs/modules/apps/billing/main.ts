import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { HealthModule } from '../../libs/health';

@Controller('invoices')
class InvoicesController {
  @Get() list() {}
}

@Module({ imports: [HealthModule], controllers: [InvoicesController] })
class BillingModule {}

async function bootstrap() {
  const app = await NestFactory.create(BillingModule);
  app.setGlobalPrefix('billing');
  await app.listen(3001);
}
bootstrap();
