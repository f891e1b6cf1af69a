/** dist/page-assets.js, which scripts/build-page.mjs writes: what a browser loads beside the page itself. */
export declare const pageAssets: readonly PageAsset[];

export interface PageAsset {
  readonly kind: 'script' | 'style' | 'icon';
  /** `page-1a2b3c4d5e6f.js`: another content has another name. */
  readonly name: string;
  readonly text: string;
}
