import { Controller, Get, Module } from '@nestjs/common';

@Controller('health')
class HealthController {
  @Get() check() {}
}

@Controller('nowhere')
class NowhereController {
  @Get() check() {}
}

@Module({ controllers: [HealthController] })
export class HealthModule {}
