import { nestedTooDeeply } from '../messages/syntax.js';
import { atLine } from '../sql-error.js';
import { isSymbol } from './reader.js';
import type { Token } from './tokens.js';

/*
 * The grammar library recurses over chains of operators (it dies at about 800) and takes twice as long for each function
 * call inside a function call, so both are limited before it sees them.
 */
const longestChain = 600;
const deepestCalls = 14;

const operators = new Set(['AND', 'OR', 'IS', 'LIKE', 'IN', 'BETWEEN', 'COLLATE', 'AT', 'NOT', 'ESCAPE']);
const noOperators = new Set(['(', ')', ',', ';', '.']);

interface Frame {
  readonly call: boolean;
  chain: number;
  inner: number;
  longest: number;
}

/** Throws 191 for what SQL Server, too, would find nested too deeply, if later. */
export function refuseDeepNesting(tokens: readonly Token[]): void {
  const frames: Frame[] = [{ call: false, chain: 0, inner: 0, longest: 0 }];
  let calls = 0;
  tokens.forEach((token, index) => {
    const frame = frames.at(-1);
    if (frame === undefined) return;
    if (isSymbol(token, '(')) {
      const call = tokens[index - 1]?.type === 'word' && !operators.has(tokens[index - 1]?.value ?? '');
      calls += call ? 1 : 0;
      frames.push({ call, chain: 0, inner: 0, longest: 0 });
    } else if (isSymbol(token, ')')) {
      endPart(frame);
      const outer = frames.length > 1 ? frames.at(-2) : undefined;
      if (outer !== undefined) {
        frames.pop();
        calls -= frame.call ? 1 : 0;
        outer.inner = Math.max(outer.inner, frame.longest);
      }
    } else if (isSymbol(token, ',')) {
      endPart(frame);
    } else if (token.type === 'symbol' ? !noOperators.has(token.text) : operators.has(token.value)) {
      frame.chain += 1;
    }
    if (calls > deepestCalls || frame.chain + frame.inner > longestChain) throw atLine(nestedTooDeeply(), token.line);
  });
}

function endPart(frame: Frame): void {
  frame.longest = Math.max(frame.longest, frame.chain + frame.inner);
  frame.chain = 0;
  frame.inner = 0;
}
