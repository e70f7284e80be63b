/** What every card needs to draw itself. */
import type { Strings } from "../strings";

export interface CardContext {
  readonly strings: Strings;
  /** The page that holds the guide's sections, each under its id. */
  readonly guide: string;
  /** The origin of the server. */
  readonly server: string;
}
