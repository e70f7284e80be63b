/** The part of a Socket.IO client that the chat uses, and the real one. */
import { io } from "socket.io-client";

export interface ChatSocket {
  readonly connected: boolean;
  /** The socket is connected or will try again by itself. */
  readonly active: boolean;
  // Socket.IO's own signature: the arguments are whatever the server sent.
  on(event: string, listener: (...args: any[]) => void): unknown;
  connect(): unknown;
  disconnect(): unknown;
  timeout(milliseconds: number): { emitWithAck(event: string, data: unknown): Promise<unknown> };
}

export type Authenticate = (answer: (auth: Record<string, string>) => void) => void;
export type OpenSocket = (authenticate: Authenticate) => ChatSocket;

/** Opens sockets to the server at the origin. */
export function socketTo(origin: string): OpenSocket {
  return (authenticate) =>
    io(origin, {
      auth: authenticate,
      autoConnect: false,
      forceNew: true,
      reconnectionDelay: 500,
      reconnectionDelayMax: 8000,
      // A WebSocket at once where there is one; long polling where a proxy refuses it.
      transports: ["websocket", "polling"],
      tryAllTransports: true,
    });
}
