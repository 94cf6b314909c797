import { ApiProperty, ApiPropertyOptional, IntersectionType, OmitType, PartialType, PickType } from '@nestjs/swagger';
import { IsInt, IsOptional, IsString } from 'class-validator';

class Page {
  @IsOptional()
  @IsInt()
  limit: number;

  offset?: number;
}

class Named {
  @ApiProperty({ example: 'Tom' })
  @IsString()
  name: string;

  secret: string;
}

class Aged {
  @ApiProperty({ default: 3, required: false })
  age: number;

  weight = 4;
}

export class FilterDto extends PartialType(Named) {
  readonly since: string;
}

export class CreateCatDto extends IntersectionType(OmitType(Named, ['secret']), PickType(Aged, ['age'])) {
  static readonly table = 'cats';

  @ApiPropertyOptional({ example: ['red'] })
  colors: string[];

  page: Page;
}
