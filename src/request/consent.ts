/** What must be asked before a request is sent many times. */

/** Methods that HTTP defines as safe: https://www.rfc-editor.org/rfc/rfc9110#section-9.2.1 */
const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS', 'QUERY']);

export const mayChangeData = (method: string): boolean => !safeMethods.has(method);

/** This machine alone: `localhost` and its subdomains (RFC 6761), 127.0.0.0/8 and `::1`. */
export function isLoopback(url: string): boolean {
  const host = new URL(url).hostname;
  return host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host) || host === 'localhost' || host.endsWith('.localhost');
}
