export const frameworksPath: string;
export function frameworksModule(): string;
