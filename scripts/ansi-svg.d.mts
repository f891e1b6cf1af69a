export function ansiSvg(text: string, options: { readonly title: string; readonly columns: number }): string;
