import { expect, test } from 'vitest';
import { readProjectFile } from './deploy-files.js';

interface Element {
  readonly name: string;
  readonly text: string;
  readonly children: readonly Element[];
}

/** The root of an XML text without namespaces, CDATA and DTD; throws where it is not well-formed. */
function parseXml(text: string): Element {
  let rest = text
    .replace(/^<\?xml [^?]*\?>/, '')
    .replace(/<!--(?:(?!--)[\s\S])*-->/g, '')
    .trim();
  const element = (): Element => {
    const [all, name = '', , closed] = /^<([A-Za-z]\w*)((?:\s+\w+="[^"<&]*")*)\s*(\/?)>/.exec(rest) ?? [];
    if (all === undefined) throw new Error(`no element: ${rest.slice(0, 60)}`);
    rest = rest.slice(all.length);
    const children: Element[] = [];
    let content = '';
    while (closed === '' && !rest.startsWith('</')) {
      const [plain = ''] = /^(?:[^<&]|&(?:amp|lt|gt|quot|apos);)*/.exec(rest) ?? [];
      content += plain;
      rest = rest.slice(plain.length);
      if (rest.startsWith('</')) break;
      children.push(element());
    }
    if (closed === '') {
      if (!rest.startsWith(`</${name}>`)) throw new Error(`${name} is not closed`);
      rest = rest.slice(name.length + 3);
    }
    return { name, text: content.trim(), children };
  };
  const root = element();
  if (rest !== '') throw new Error(`after the root: ${rest.slice(0, 60)}`);
  return root;
}

const root = parseXml(readProjectFile('deploy/windows/scaleout-watch.xml'));
const child = ({ children }: Element, name: string) => children.find((one) => one.name === name);

test('the service has the elements that WinSW needs, and an account without a password', () => {
  expect(root.name).toBe('service');
  for (const name of ['id', 'name', 'description', 'executable', 'arguments', 'log'])
    expect(child(root, name)).toBeDefined();
  expect(child(root, 'id')?.text).toMatch(/^[\w-]+$/);
  const account = child(root, 'serviceaccount');
  expect(account?.children.map(({ name }) => name)).toEqual(['domain', 'user', 'allowservicelogon']);
  expect(account?.children[1]?.text).toMatch(/\$$/);
});

test('it knows every element that it uses', () => {
  const known =
    'id name description executable arguments env serviceaccount startmode delayedAutoStart stoptimeout onfailure resetfailure logpath log'.split(
      ' ',
    );
  expect(root.children.map(({ name }) => name).filter((name) => !known.includes(name))).toEqual([]);
  expect(child(root, 'log')?.children.map(({ name }) => name)).toEqual(['sizeThreshold', 'keepFiles']);
});

test('paths with spaces stand in quotes', () => {
  const rest = (child(root, 'arguments')?.text ?? '').replace(/"[^"]*"/g, '');
  expect(rest).not.toContain('"');
  expect(rest).not.toMatch(/[A-Z]:\\/);
});

test('what is not well-formed is found', () => {
  for (const broken of ['<a><b></a>', '<a>', '<a>&</a>', '<a b=c/>', '<a/><b/>'])
    expect(() => parseXml(broken)).toThrow();
});
