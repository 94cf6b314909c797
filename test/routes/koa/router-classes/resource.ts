import Router from 'koa-router';

interface Schema {
  table: string;
}

/** Routes that are the same for each table. */
export class ResourceRouter extends Router {
  constructor(readonly schema: Schema) {
    super({ prefix: `/${schema.table.replaceAll('_', '-')}` });
    this.#addRoutes();
  }

  addRelation(name: string) {
    this.get(`/:id/${name}`, list);
  }

  get(path: string, ...handlers: unknown[]) {
    return super.get(path, authenticate, ...handlers);
  }

  #addRoutes() {
    this.get('/', list);
    this.delete('/:id', remove);
  }
}
