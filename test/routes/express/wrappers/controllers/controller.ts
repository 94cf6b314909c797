import { type IRouter, Router } from 'express';

interface Options {
  method: 'get' | 'post';
  path: string;
  handler: unknown;
}

export class Controller {
  readonly app: IRouter = Router();

  route({ method, path, handler }: Options) {
    this.app[method](path, guard, this.wrap(handler));
  }

  get(path: string, handler: unknown) {
    this.route({ method: 'get', path, handler });
  }

  private wrap(handler: unknown) {
    return handler;
  }
}
