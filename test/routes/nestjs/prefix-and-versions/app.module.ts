import { Controller, Get, Module, Post, VERSION_NEUTRAL, Version } from '@nestjs/common';

@Controller({ path: 'health', version: VERSION_NEUTRAL })
class HealthController {
  @Get() check() {}
  @Get('deep') deep() {}
}

@Controller({ path: 'reports', version: ['2', '3'] })
class ReportsController {
  @Get('daily') daily() {}
  @Post('daily') make() {}
  @Version('4') @Get() all() {}
}

@Controller('tickets')
class TicketsController {
  @Get(':id') find() {}
  @Version(['1', VERSION_NEUTRAL])
  @Get() all() {}
}

@Module({ controllers: [HealthController, ReportsController, TicketsController] })
export class AppModule {}
