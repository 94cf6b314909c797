import type { HttpRequest } from '../model.ts';

/** A request as a POSIX shell sends it with curl. The config's `${env:NAME}` becomes the shell's own `$NAME`. */
export function curlCommand({ method, url, headers, body }: HttpRequest): string {
  const how = method === 'GET' ? [] : method === 'HEAD' ? ['--head'] : [`-X ${method}`];
  return [
    ['curl', ...how, quoted(url)].join(' '),
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body === null ? [] : [`--data-raw ${quoted(body)}`]),
  ].join(' \\\n  ');
}

/** As it is written, and as it stands in an address. */
const variable = /\$\{env:(\w+)\}|%24%7Benv%3A(\w+)%7D/g;

function quoted(text: string): string {
  const inQuotes = text.replaceAll("'", `'\\''`);
  return `'${inQuotes.replace(variable, (_, plain, encoded) => `'"$${plain ?? encoded}"'`)}'`.replace(
    /^''(?=")|(?<=")''$/g,
    '',
  );
}
