import type { ElementPart } from 'lit';
import { Directive, directive, type PartInfo, PartType } from 'lit/directive.js';

/**
 * Sets style properties of the element it stands on, `<div ${setStyle({ width: '40%' })}>`. Lit's styleMap writes a style
 * attribute at first, which the page's policy forbids.
 */
class SetStyle extends Directive {
  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error('setStyle stands on an element.');
  }

  render(_properties: Record<string, string>): void {}

  override update({ element }: ElementPart, [properties]: [Record<string, string>]): void {
    for (const [name, value] of Object.entries(properties)) (element as HTMLElement).style.setProperty(name, value);
  }
}

export const setStyle = directive(SetStyle);
