import { AdminController, AuthGet, Endpoint, Log, Upload } from './decorators';
import { Contract } from './contract';

@AdminController('cats')
export class CatsController {
  @AuthGet(':id')
  one() {}

  @Log()
  @Upload('pictures')
  upload() {}

  @Endpoint({ contract: Contract })
  rename() {}

  @Log()
  helper() {}
}
