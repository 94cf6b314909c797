import { Router, type Application } from 'express';

abstract class Base {
  protected router = Router();
  protected abstract path: string;

  constructor(protected readonly app: Application, private readonly prefix: string) {
    this.routes();
  }

  start() {
    this.app.use(this.prefix, this.router);
  }

  abstract routes(): void;
}

export class Api extends Base {
  protected path = '/things';

  routes() {
    this.router.get(this.path, this.list);
    this.router.route(`${this.path}/:id`).get(this.list).put(this.list);
  }

  private list = (req, res) => res.json([]);
}
