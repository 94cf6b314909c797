import { Controller, type DynamicModule, forwardRef, Get, Module } from '@nestjs/common';
import { RouterModule } from '@nestjs/core';
import { HealthModule } from '../../libs/health';
import { AdminModule, MetricsModule, UsersModule } from './admin';

@Controller('cart')
class CartController {
  @Get() show() {}
}

@Controller('gifts')
class GiftsController {
  @Get() list() {}
}

@Controller('wishes')
class WishesController {
  @Get() list() {}
}

@Controller('forgotten')
class ForgottenController {
  @Get() list() {}
}

const more = [GiftsController];
const optional = process.env.ADMIN ? [AdminModule] : [];

@Module({ controllers: [CartController] })
export class ShopModule {
  static forRoot(): DynamicModule {
    return {
      module: ShopModule,
      imports: [
        forwardRef(() => HealthModule),
        ...optional,
        process.env.METRICS && MetricsModule,
        RouterModule.register([
          { path: 'admin', module: AdminModule, children: [{ path: ':tenant/users', module: UsersModule }, MetricsModule] },
        ]),
      ],
      controllers: [...more, ...(process.env.WISHES ? [WishesController] : [])],
    };
  }
}
