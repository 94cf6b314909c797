import type { FrameworkAdapter } from '../adapter.ts';
import type { Language } from '../language.ts';

/**
 * The frameworks that some file of the project imports. Nothing of the others can be made or filled, so no file is
 * looked at for their sake. Those that find routes without a call, by place or decorator, always count.
 */
export class FrameworksInUse {
  readonly #adapters: FrameworkAdapter[];
  readonly #unseen = new Set<FrameworkAdapter>();
  /** Finds an import of any framework of the language that was not seen yet. */
  readonly #imports = new Map<Language, RegExp | null>();
  readonly #used = new Map<Language, FrameworkAdapter[]>();
  /** Goes up whenever one more turns out to be used: what was looked at before has to be looked at again. */
  version = 0;

  constructor(adapters: FrameworkAdapter[]) {
    this.#adapters = adapters;
    for (const adapter of adapters)
      if (adapter.language.imports && adapter.packages.length > 0 && !adapter.declares) this.#unseen.add(adapter);
    for (const { language } of adapters) this.#sort(language);
  }

  get all(): FrameworkAdapter[] {
    return this.#adapters.filter((adapter) => !this.#unseen.has(adapter));
  }

  of(language: Language): FrameworkAdapter[] {
    return this.#used.get(language)!;
  }

  /** Those were in use when the project was scanned by another process. */
  restore(names: string[]): void {
    for (const adapter of this.#unseen) if (names.includes(adapter.name)) this.#unseen.delete(adapter);
    for (const language of this.#used.keys()) this.#sort(language);
  }

  look(text: string, language: Language): void {
    if (!this.#imports.get(language)?.test(text)) return;
    for (const adapter of this.#unseen)
      if (adapter.language === language && language.imports!(adapter.packages).test(text)) this.#unseen.delete(adapter);
    this.#sort(language);
    this.version++;
  }

  #sort(language: Language): void {
    const ofLanguage = this.#adapters.filter((adapter) => adapter.language === language);
    const unseen = ofLanguage.filter((adapter) => this.#unseen.has(adapter));
    const packages = unseen.flatMap((adapter) => adapter.packages);
    this.#imports.set(language, packages.length > 0 ? language.imports!(packages) : null);
    this.#used.set(
      language,
      ofLanguage.filter((adapter) => !this.#unseen.has(adapter)),
    );
  }
}
