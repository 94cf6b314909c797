/** What is sent. */

export interface HttpRequest {
  method: string;
  /** Absolute, `http:` or `https:`. */
  url: string;
  headers: Record<string, string>;
  body: string | null;
}
