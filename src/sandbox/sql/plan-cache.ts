import type { Database } from './database.js';
import { compilePlan } from './plan.js';
import type { Plan, Plans } from './statements/execution.js';

const mostPlans = 500;
/** A text that is longer is compiled each time: it is hardly the same twice. */
const longestText = 65_536;

const plansOf = new WeakMap<Database, Plans>();

export function plansFor(database: Database): Plans {
  const known = plansOf.get(database);
  if (known !== undefined) return known;
  const plans = createPlans();
  plansOf.set(database, plans);
  return plans;
}

function createPlans(): Plans {
  // In order of last use: a Map keeps the order of insertion.
  const byText = new Map<string, Plan>();
  return {
    get(text, declaration, session) {
      const { context, options } = session;
      const key = `${options.quotedIdentifier ? 1 : 0}${context.database}\0${declaration}\0${text}`;
      const known = byText.get(key);
      if (known !== undefined) {
        byText.delete(key);
        byText.set(key, known);
        return known;
      }
      const plan = compilePlan(text, declaration, session);
      if (key.length <= longestText) byText.set(key, plan);
      if (byText.size > mostPlans) {
        for (const oldest of byText.keys()) {
          byText.delete(oldest);
          break;
        }
      }
      return plan;
    },
  };
}
