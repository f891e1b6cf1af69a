import type { Scalar } from './settings-file.js';

/** Settings as .NET's own configuration files have them, which is what Microsoft's pages do not rule out for certain. */
export function xmlText(settings: Readonly<Record<string, string | number | boolean>>): string {
  const lines = Object.entries(settings).map(
    ([name, value]) => `    <add key="${name}" value="${escaped(String(value))}" />`,
  );
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<configuration>',
    '  <appSettings>',
    ...lines,
    '  </appSettings>',
    '</configuration>',
  ].join('\n');
}

/** The settings of such a text, all of them texts; undefined where it is no XML. */
export function xmlSettings(text: string): ReadonlyMap<string, Scalar> | undefined {
  if (!text.trimStart().startsWith('<')) return undefined;
  return new Map(
    [...text.matchAll(/<add\s+key="([^"]*)"\s+value="([^"]*)"\s*\/>/g)].map(([, name = '', value = '']) => [
      name,
      unescaped(value),
    ]),
  );
}

const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' } as const;

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (char) => entities[char as keyof typeof entities]);
}

function unescaped(text: string): string {
  return Object.entries(entities).reduceRight((read, [char, entity]) => read.replaceAll(entity, char), text);
}
