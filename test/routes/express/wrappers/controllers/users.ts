import { Controller } from './controller';

const BY_ID = '/:id';

export class Users extends Controller {
  constructor() {
    super();
    this.get('/', this.list);
    this.get(BY_ID, this.find);
    this.route({
      method: 'post',
      path: `${BY_ID}/avatar`,
      handler: this.upload,
    });
  }
}
