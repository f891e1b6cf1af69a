import { json, refusal } from '../../http/answers.js';
import type { Answer } from '../../http/request.js';
import { turnOf } from '../../providers/waiting.js';
import type { PageModel } from '../model/page-model.js';

const nothing = refusal(404, 'not-found', 'There is no such thing here, or no more.');

/**
 * Answers with the documents of the model, whoever asks: a document that is being made is made once for all who wait for it,
 * and one that the model gives again is the same answer, bytes included. However many ask, a probe is answered in between.
 */
export function detailAnswers(
  model: Pick<PageModel, 'detail'>,
): (topology: string, path: string, query: URLSearchParams) => Promise<Answer> {
  const underWay = new Map<string, Promise<Answer>>();
  const answers = new WeakMap<object, Answer>();
  const made = async (topology: string, path: string, query: URLSearchParams): Promise<Answer> => {
    await turnOf('detail');
    const found = await model.detail(topology, path, query);
    if (found === undefined) return nothing;
    const known = answers.get(found);
    if (known !== undefined) return known;
    await turnOf('detail');
    const answer = json(200, found);
    answers.set(found, answer);
    return answer;
  };
  return (topology, path, query) => {
    const key = JSON.stringify([topology, path, query.toString()]);
    const known = underWay.get(key);
    if (known !== undefined) return known;
    const making = made(topology, path, query).finally(() => underWay.delete(key));
    underWay.set(key, making);
    return making;
  };
}
