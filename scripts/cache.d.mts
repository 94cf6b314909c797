export declare const cache: string;
export declare function newCacheFolder(parent: string, name: string): string;
export declare function discardFolder(folder: string): void;
