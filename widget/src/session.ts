/** The signed session of the conversation, shared by all tabs of the page's origin. */
import { readSession, type Session } from "./protocol";
import type { Store } from "./storage";

export const SESSION_KEY = "outsourcing-advisor:session";

export function loadSession(store: Store): Session | null {
  try {
    return readSession(JSON.parse(store.get(SESSION_KEY) ?? ""));
  } catch {
    return null;
  }
}

/** Something stands where the session should, and is none. */
export function isSessionBroken(store: Store): boolean {
  return store.get(SESSION_KEY) !== null && loadSession(store) === null;
}

export function saveSession(store: Store, session: Session): void {
  store.set(SESSION_KEY, JSON.stringify(session));
}

export function forgetSession(store: Store): void {
  store.remove(SESSION_KEY);
}
