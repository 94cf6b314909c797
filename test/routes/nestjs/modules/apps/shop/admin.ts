import { Controller, Get, Module } from '@nestjs/common';
import { HealthModule } from '../../libs/health';
import { ShopModule } from './shop.module';

@Controller('panel')
class PanelController {
  @Get() show() {}
}

@Controller()
class UsersController {
  @Get(':id') show() {}
}

@Controller('metrics')
class MetricsController {
  @Get() show() {}
}

@Module({ controllers: [UsersController] })
export class UsersModule {}

@Module({ controllers: [MetricsController] })
export class MetricsModule {}

@Module({ imports: [UsersModule, HealthModule, ShopModule], controllers: [PanelController] })
export class AdminModule {}
