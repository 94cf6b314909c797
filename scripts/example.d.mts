export declare function startExampleDatabase(): Promise<{ url: string; stop(): Promise<number> }>;
export declare function copyExample(options: {
  databaseUrl: string;
  serverPort: number;
}): Promise<{ folder: string; dispose(): void }>;
