/** The theme's colours for a canvas, which knows no CSS variables. They are declared in styles/theme.css. */

const names = ['text', 'muted', 'background', 'grid', 'now', 'baseline', 'shade', 'high'] as const;

export type Colours = Record<(typeof names)[number], string> & { font: string };

export function coloursOf(element: Element): Colours {
  const style = getComputedStyle(element);
  const colours = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
  return { ...(colours as Record<(typeof names)[number], string>), font: style.fontFamily };
}

/** Calls back when the editor, or the system, changes the theme. Returns what ends it. */
export function onThemeChange(callback: () => void): () => void {
  const observer = new MutationObserver(callback);
  const attributeFilter = ['class', 'style', 'data-vscode-theme-kind'];
  observer.observe(document.documentElement, { attributes: true, attributeFilter });
  observer.observe(document.body, { attributes: true, attributeFilter });
  return () => observer.disconnect();
}
