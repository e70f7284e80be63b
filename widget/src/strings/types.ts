/** Every text of the widget. One file a locale; the type keeps them complete. */
export interface Strings {
  readonly launcher: string;
  readonly dialog: string;
  readonly subtitle: string;
  readonly close: string;
  readonly log: string;
  readonly message: string;
  readonly placeholder: string;
  readonly send: string;
  readonly unread: (count: number) => string;
  readonly newMessages: string;
  readonly youSaid: string;
  readonly advisorSaid: string;
  readonly typing: string;
  readonly connecting: string;
  readonly offline: string;
  readonly charactersOver: (count: number) => string;
  readonly charactersLeft: (count: number) => string;
  readonly suggestions: string;
  readonly answers: string;
  readonly otherAnswers: string;
  readonly chosen: string;
  readonly opensNewTab: string;
  readonly table: string;
  readonly source: string;
  readonly understood: string;
  readonly takenFrom: (words: string) => string;
  readonly progress: (number: number, remaining: number) => string;
  readonly recommendation: {
    readonly pointsCaption: string;
    readonly points: (count: number) => string;
    readonly bar: (bar: number) => string;
    readonly reasons: string;
    readonly against: string;
    readonly others: string;
    readonly changes: string;
    readonly warnings: string;
    readonly practice: string;
    readonly nextSteps: string;
    readonly showAll: string;
    readonly tableCaption: string;
    readonly question: string;
    readonly answer: string;
    readonly total: string;
    readonly keep: string;
    readonly keepNote: string;
    readonly page: string;
    readonly file: (format: string) => string;
  };
  readonly delivery: {
    readonly waiting: string;
    readonly sending: string;
    readonly sent: string;
    readonly failed: string;
    readonly retry: string;
    readonly edit: string;
    readonly remove: string;
  };
  /** By notice code; `other` where the server gives a code without words. */
  readonly notices: Readonly<Record<string, string>> & { readonly other: string };
  readonly menu: {
    readonly open: string;
    readonly restart: string;
    readonly exportText: string;
    readonly exportJson: string;
    readonly print: string;
    readonly deleteData: string;
  };
  readonly confirm: {
    readonly restart: string;
    readonly yes: string;
    readonly cancel: string;
  };
  readonly transcript: {
    readonly title: string;
    readonly you: string;
    readonly advisor: string;
    readonly fileName: string;
  };
}
