import { Type as T } from '@sinclair/typebox';

const Paging = T.Partial(T.Object({ offset: T.Integer({ default: 0 }), limit: T.Integer() }));
export const page = { schema: { querystring: Paging } };
export const update = {
  params: T.Object({ name: T.Union([T.Literal('a'), T.Literal('b')]), other: T.String() }),
  body: T.Intersect([Paging, T.Object({ title: T.String() })]),
};
