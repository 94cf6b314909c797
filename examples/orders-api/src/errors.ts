import type { ErrorRequestHandler, RequestHandler } from 'express';

/** Thrown by a handler to answer with this status and message. */
export class HttpError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export const answerNotFound: RequestHandler = (request, response) => {
  response.status(404).json({ error: `No route ${request.method} ${request.path}` });
};

export const answerError: ErrorRequestHandler = (error, _request, response, _next) => {
  const status = typeof error.status === 'number' ? error.status : 500;
  if (status >= 500 && !(error instanceof HttpError)) console.error(error);
  response.status(status).json({ error: status === 500 ? 'Something went wrong.' : error.message });
};
