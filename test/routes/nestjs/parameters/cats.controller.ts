import { Body, Controller, DefaultValuePipe, Get, Headers, Param, ParseIntPipe, Post, Query } from '@nestjs/common';
import { ApiHeader, ApiParam, ApiQuery } from '@nestjs/swagger';
import { CreateCatDto, FilterDto } from './cats.dto';

@Controller('cats')
export class CatsController {
  @Get(':id')
  @ApiParam({ name: 'id', example: '42' })
  @ApiQuery({ name: 'lang', required: false, example: 'en' })
  @ApiHeader({ name: 'x-tenant' })
  one(
    @Param('id', ParseIntPipe) id: number,
    @Query('page', new DefaultValuePipe(1)) page: number,
    @Query('sort') sort: string,
    @Query('q') q?: string,
    @Headers('authorization') authorization: string | undefined,
  ) {}

  @Get()
  all(@Query() { limit, offset }: FilterDto, @Query() rest: Record<string, string>) {}

  @Post()
  create(@Body() body: CreateCatDto, @Body('extra') extra = true) {}
}
