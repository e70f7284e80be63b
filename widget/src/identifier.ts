/**
 * A fresh message id: 128 random bits in the alphabet the channel accepts.
 *
 * `randomUUID` does not exist on pages served over plain http, `getRandomValues` does.
 */
export function newMessageId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
