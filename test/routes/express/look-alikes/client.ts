export class HttpClient {
  get(url: string, then: () => void) {
    return fetch(url).then(then);
  }
  delete(url: string, then: () => void) {
    return fetch(url, { method: 'DELETE' }).then(then);
  }
}
export const client = new HttpClient();
