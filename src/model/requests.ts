/** What is sent. */

export interface HttpRequest {
  method: string;
  /** Absolute, `http:` or `https:`. */
  url: string;
  headers: Record<string, string>;
  body: string | null;
}

/** This machine alone: `localhost` and its subdomains (RFC 6761), 127.0.0.0/8 and `::1`. */
export function isLoopback(url: string): boolean {
  const host = new URL(url).hostname;
  return host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host) || host === 'localhost' || host.endsWith('.localhost');
}
