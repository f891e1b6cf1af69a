import type { Answer } from '../../http/request.js';

interface PlainPage {
  readonly title: string;
  readonly text: string;
  /** A path of the page, and what its link says. */
  readonly link?: { readonly path: string; readonly text: string };
  /** Goes to the link by itself: a step of our own, with which the browser sends a cookie that no other site's step brings along. */
  readonly goesOn?: boolean;
}

/** A page that a browser shows without script and style. Nothing of it is taken for HTML. */
export function plainPage(
  status: number,
  { title, text, link, goesOn = false }: PlainPage,
  headers: Answer['headers'] = {},
): Answer {
  const refresh =
    goesOn && link !== undefined ? `<meta http-equiv="refresh" content="0;url=${escaped(link.path)}">` : '';
  const after = link === undefined ? '' : `<p><a href="${escaped(link.path)}">${escaped(link.text)}</a></p>`;
  const body = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">${refresh}<title>${escaped(title)}</title></head>
<body><main><h1>${escaped(title)}</h1><p>${escaped(text)}</p>${after}</main></body></html>
`;
  return { status, type: 'text/html; charset=utf-8', body, headers };
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
