/** Whether a report is what it says it is, by checks that others have written. Each returns what is wrong; empty: nothing. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { HtmlValidate } from 'html-validate';
import MarkdownIt from 'markdown-it';
import parsePrometheus from 'parse-prometheus-text-format';
import { validateXML } from 'xmllint-wasm';
import { brokenHistograms, doubledSeries } from './prometheus.ts';

const read = (...path: string[]) => readFileSync(join(import.meta.dirname, ...path), 'utf8');

const junitSchema = read('schemas', 'jenkins-junit.xsd');

export async function wrongInJunit(xml: string): Promise<string[]> {
  const { errors } = await validateXML({ xml, schema: junitSchema });
  return errors.map(({ message }) => message);
}

export function wrongInPrometheus(text: string): string[] {
  const families = parsePrometheus(text);
  const nameless = families.filter(({ help, type, metrics }) => !help || !type || metrics.length === 0);
  return [...nameless.map(({ name }) => name), ...doubledSeries(text), ...brokenHistograms(text)];
}

/** `doctype-style`: HTML does not mind its case. */
const htmlRules = new HtmlValidate({
  extends: ['html-validate:standard', 'html-validate:document'],
  rules: { 'doctype-style': 'off' },
});

export async function wrongInHtml(html: string): Promise<string[]> {
  const { results } = await htmlRules.validateString(html);
  const outside = html.match(/<\w[^<>]*\s(?:src|href|action|srcset)\s*=[^<>]*/gi) ?? [];
  return [
    ...results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`)),
    ...outside,
  ];
}

const validateJson = new Ajv({ strict: false, validateFormats: false }).compile(
  JSON.parse(read('..', '..', 'schemas', 'report.generated.json')),
);

export function wrongInJson(text: string): string[] {
  validateJson(JSON.parse(text));
  return (validateJson.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const markdown = new MarkdownIt({ html: true, linkify: true });

/** All the markup that a report in Markdown writes as HTML; of what stands between it no `<` is left. */
const ownHtml =
  /^<details>\n<summary>(<code>[^<]*<\/code>( · [^<]*)?|<b>[^<]*<\/b>)<\/summary>\n?$|^<\/details>\n?$|^<\/?code>$/;

export function wrongInMarkdown(text: string): string[] {
  const tokens = markdown.parse(text, {}).flatMap((token) => [token, ...(token.children ?? [])]);
  const html = tokens.filter(({ type }) => type.startsWith('html_'));
  const foreign = html.filter(({ content }) => !ownHtml.test(content));
  const links = tokens.filter(({ type }) => type === 'link_open' || type === 'image');
  const mentions = tokens.filter(({ type, content }) => type === 'text' && /@[\w-]|(?<!\w)#\d/.test(content));
  const opened = html.filter(({ content }) => content.startsWith('<details>')).length;
  const closed = html.filter(({ content }) => content.startsWith('</details>')).length;
  return [
    ...foreign.map(({ content }) => `foreign HTML: ${content}`),
    ...links.map(({ type }) => type),
    ...mentions.map(({ content }) => `mention: ${content}`),
    ...(opened === closed ? [] : [`${opened} details are opened, ${closed} are closed`]),
    ...unevenRows(text),
    ...(text.length < 65_536 ? [] : [`${text.length} characters`]),
  ];
}

/** A renderer pads a row that has too few cells, and cuts one that has too many. */
function unevenRows(text: string): string[] {
  const blocks = text
    .split(/^(`{3,})\w+\n[\s\S]*?\n\1$/m)
    .join('\n')
    .split(/\n(?!\|)/);
  return blocks.flatMap((block) => {
    const rows = block.split('\n').filter((line) => line.startsWith('|'));
    return rows.filter((row) => row.split('|').length !== rows[0]!.split('|').length);
  });
}
