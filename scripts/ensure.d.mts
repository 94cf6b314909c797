export declare const vscodeServer: string;
export declare const vsix: string;
export declare function node24(): string;
export declare function findChromium(): string | null;
export declare function ensureDependencies(): Promise<void>;
export declare function ensureBuilt(): Promise<void>;
export declare function ensurePackaged(): Promise<void>;
export declare function ensureChromium(): Promise<string>;
export declare function ensureVSCode(): Promise<void>;
