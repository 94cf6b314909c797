/**
 * What an error says. Node gives one without a text when all addresses of a name failed (`localhost` is ::1 and
 * 127.0.0.1): then it is what each of them says.
 */
export function errorText(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(errorText).join(', ');
  return error instanceof Error ? error.message : String(error);
}
