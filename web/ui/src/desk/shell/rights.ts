/** Who may do what, as far as the desk shows it; the server decides. */
import type { Session } from '../api/api';

export type Action = 'write' | 'approve' | 'publish' | 'redact' | 'erase' | 'settings' | 'people' | 'imports';

const OF: Record<string, Action[]> = {
  reporter: ['write'],
  editor: ['write', 'approve', 'publish', 'redact', 'imports'],
  admin: ['write', 'approve', 'publish', 'redact', 'erase', 'imports', 'settings', 'people'],
};

export function may(session: Session, action: Action, story: string): boolean {
  const role = session.person.admin ? 'admin' : session.stories[story];
  return role !== undefined && (OF[role]?.includes(action) ?? false);
}
