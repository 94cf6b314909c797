import type { PipeTransform } from '@nestjs/common';

export class ZodValidationPipe implements PipeTransform {
  constructor(private schema: { parse(value: unknown): unknown }) {}

  transform(value: unknown) {
    return this.schema.parse(value);
  }
}
