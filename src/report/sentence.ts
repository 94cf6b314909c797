/** Clauses become sentences, and sentences parts of others. */

export const capitalised = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

export const withoutStop = (sentence: string): string => sentence.replace(/\.$/, '');
