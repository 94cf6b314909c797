/** What must be asked before a request is sent many times. */

/** Methods that HTTP defines as safe: https://www.rfc-editor.org/rfc/rfc9110#section-9.2.1 */
const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS', 'QUERY']);

export const mayChangeData = (method: string): boolean => !safeMethods.has(method);
