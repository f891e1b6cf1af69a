import type { Answer, Route } from '../../http/request.js';
import type { PageAsset } from '../assets.js';

/**
 * Of the page itself: what it loads is ours, and no script makes HTML of a text. Nothing is sent by a form: the login is a request of
 * the script, and that of a provider a link.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const documentHeaders = {
  'Content-Security-Policy': policy,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy':
    'accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()',
} as const;

const types: Readonly<Record<PageAsset['kind'], string>> = {
  script: 'text/javascript; charset=utf-8',
  style: 'text/css; charset=utf-8',
  icon: 'image/svg+xml',
};

/** The page, which holds no data, and what it loads: everybody may have them, for the login is a part of them. */
export interface PageDocument {
  /** `isKnown`: who asks for it may look, so that it need not find that out before it asks for what is shown. */
  page(isKnown: boolean): Answer;
  asset(name: string): Route | undefined;
}

export function pageDocument(assets: readonly PageAsset[]): PageDocument {
  const routes = new Map(assets.map((asset) => [asset.name, assetRoute(asset)] as const));
  const pageOf = (isKnown: boolean): Answer => ({
    status: 200,
    type: 'text/html; charset=utf-8',
    body: htmlOf(assets, isKnown),
    headers: documentHeaders,
  });
  const [known, unknown] = [pageOf(true), pageOf(false)];
  return {
    page: (isKnown) => (isKnown ? known : unknown),
    asset: (name) => routes.get(name),
  };
}

/** Another content has another name, so that it may be kept for ever. */
function assetRoute({ kind, text }: PageAsset): Route {
  const answer: Answer = {
    status: 200,
    type: types[kind],
    body: text,
    headers: { 'Cache-Control': 'public, max-age=31536000, immutable' },
  };
  return { methods: ['GET'], answer: () => answer };
}

function htmlOf(assets: readonly PageAsset[], isKnown: boolean): string {
  const lines = assets.map(({ kind, name }) => {
    if (kind === 'script') return `<script type="module" src="/assets/${name}"></script>`;
    if (kind === 'style') return `<link rel="stylesheet" href="/assets/${name}">`;
    return `<link rel="icon" type="image/svg+xml" href="/assets/${name}">`;
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>ssis-scaleout</title>
${lines.join('\n')}
</head>
<body>
<div id="page"${isKnown ? ' data-known' : ''}></div>
<noscript><p>This page needs JavaScript. Without it, scaleout status shows the same in a terminal.</p></noscript>
</body>
</html>
`;
}

/** In place of the page, where it is not served. */
export function absentPage(why: string): Route {
  const answer: Answer = { status: 404, type: 'text/plain; charset=utf-8', body: `${why}\n` };
  return { methods: ['GET'], answer: () => answer };
}
