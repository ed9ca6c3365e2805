/** What the desk says, in the page's language. */
import { sayer, type Say } from '../../story/config';

let say: Say = (key) => key;
let ones: ReadonlySet<string> = new Set();

/** What a message is called that says a count of one. */
const ONE = '.one';

export function useMessages(messages: Record<string, string>): void {
  say = sayer(messages);
  ones = new Set(Object.keys(messages).filter((key) => key.endsWith(ONE)));
}

/** Says a message; {name} stands for a value. Where n is 1, what is said of one is said, if there is such a message. */
export function t(key: string, values?: Record<string, string | number>): string {
  const one = key + ONE;
  return say(values?.['n'] === 1 && ones.has(one) ? one : key, values);
}
