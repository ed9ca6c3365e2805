/** What the desk says, in the page's language. */
import { sayer, type Say } from '../story/config';

let say: Say = (key) => key;

export function useMessages(messages: Record<string, string>): void {
  say = sayer(messages);
}

/** Says a message; {name} stands for a value. */
export function t(key: string, values?: Record<string, string | number>): string {
  return say(key, values);
}
