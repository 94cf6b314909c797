import { Body, Controller, Query, QueryMethod, RequestMapping, RequestMethod } from '@nestjs/common';

@Controller('search')
export class SearchController {
  @QueryMethod()
  find(@Body() filter: unknown, @Query('page') page: number) {}

  @QueryMethod('advanced')
  advanced() {}

  @RequestMapping({ path: 'mapped', method: RequestMethod.QUERY })
  mapped() {}
}
