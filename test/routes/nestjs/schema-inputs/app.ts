import { Body, Controller, Get, Module, ParseIntPipe, Post, Put, Query } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { ZodValidationPipe } from './pipe';

const mouse = z.object({ name: z.string(), age: z.number().optional() });

class MouseDto extends createZodDto(mouse) {}

// Of what this makes nothing is known.
class OtherDto extends createZodDto(somewhere.else) {}

@Controller('mice')
class MiceController {
  @Post() add(@Body() body: MouseDto) {}
  @Put() replace(@Body(new ZodValidationPipe(mouse)) body: z.infer<typeof mouse>) {}
  @Get() list(@Query(new ParseIntPipe({ optional: true })) page: number, @Query() other: OtherDto) {}
}

@Module({ controllers: [MiceController] })
class AppModule {}

NestFactory.create(AppModule).then((app) => app.listen(3000));
