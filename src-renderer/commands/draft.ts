/** What is about to be sent, as the form holds it: plain data, so that history and templates can keep it. */

export const FORMS = ['iamat', 'whatsat', 'raw'] as const;
export type Form = (typeof FORMS)[number];

export const LINE_ENDS = ['LF', 'CRLF', 'none'] as const;
export type LineEnd = (typeof LINE_ENDS)[number];

export interface ReportDraft {
  readonly client: string;
  readonly location: string;
  /** Empty: the moment of sending. */
  readonly time: string;
  /** Locations of a walk: each send takes the next one. Empty: the client stands. */
  readonly path: readonly string[];
}

export interface AskDraft {
  readonly client: string;
  readonly radius: string;
  readonly bound: string;
}

export interface RawDraft {
  readonly text: string;
  readonly as: 'text' | 'hex';
}

/** How the bytes go over. */
export interface Way {
  readonly lineEnd: LineEnd;
  readonly halfClose: boolean;
  readonly stayOpen: boolean;
  /** Positions in bytes, such as `3, 9`, or `each`. */
  readonly cuts: string;
  /** Milliseconds before each further piece. */
  readonly pauseMs: number;
  /** Seconds to wait for answers. */
  readonly waitS: number;
}

export interface Draft {
  readonly form: Form;
  readonly iamat: ReportDraft;
  readonly whatsat: AskDraft;
  readonly raw: RawDraft;
  readonly way: Way;
}

export const PLAIN_WAY: Way = {
  lineEnd: 'LF',
  halfClose: false,
  stayOpen: false,
  cuts: '',
  pauseMs: 100,
  waitS: 10,
};

/** Before anything was typed: a report from the campus, and a question about the same client. */
export const FIRST_DRAFT: Draft = {
  form: 'iamat',
  iamat: { client: 'kiwi', location: '+34.068930-118.445127', time: '', path: [] },
  whatsat: { client: 'kiwi', radius: '10', bound: '5' },
  raw: { text: '', as: 'text' },
  way: PLAIN_WAY,
};

/** One line that tells a person which draft it is. */
export function summaryOf(draft: Draft): string {
  const { form, iamat, whatsat, raw } = draft;
  switch (form) {
    case 'iamat':
      return `IAMAT ${iamat.client} ${iamat.location} ${iamat.time || 'now'}`;
    case 'whatsat':
      return `WHATSAT ${whatsat.client} ${whatsat.radius} ${whatsat.bound}`;
    case 'raw':
      return raw.text.replace(/\s+/g, ' ').trim().slice(0, 120) || '(nothing)';
  }
}

/** The draft after it has been sent: a walking client stands at its next place. */
export function afterSending(draft: Draft): Draft {
  const { path, location } = draft.iamat;
  if (draft.form !== 'iamat' || path.length === 0) return draft;
  const next = path[(path.indexOf(location) + 1) % path.length];
  return next === undefined ? draft : { ...draft, iamat: { ...draft.iamat, location: next } };
}
