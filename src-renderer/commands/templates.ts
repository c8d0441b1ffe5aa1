/** Drafts with a name: the built-in ones, and those that a person keeps as text in the workspace. */
import { type Draft, FIRST_DRAFT, FORMS, LINE_ENDS, PLAIN_WAY } from './draft.ts';

export interface Template {
  readonly name: string;
  readonly draft: Draft;
}

/** From Westwood to the ocean. */
const WILSHIRE = [
  '+34.058900-118.443500',
  '+34.054700-118.452900',
  '+34.049500-118.461400',
  '+34.043700-118.470300',
  '+34.037000-118.477600',
  '+34.030200-118.485000',
  '+34.023900-118.491800',
  '+34.017600-118.498700',
];

const raw = (text: string, way: Partial<Draft['way']> = {}): Draft => ({
  ...FIRST_DRAFT,
  form: 'raw',
  raw: { text, as: 'text' },
  way: { ...PLAIN_WAY, ...way },
});

export const BUILT_IN: readonly Template[] = [
  {
    name: 'Move kiwi along Wilshire',
    draft: {
      ...FIRST_DRAFT,
      iamat: { client: 'kiwi', location: WILSHIRE[0] ?? '', time: '', path: WILSHIRE },
    },
  },
  {
    name: 'Stale update',
    draft: raw('IAMAT kiwi +34.068930-118.445127 {now}\nIAMAT kiwi +40.712800-074.006000 {now-60}'),
  },
  {
    name: 'Equal timestamps',
    draft: raw('IAMAT kiwi +34.068930-118.445127 {now}\nIAMAT kiwi +40.712800-074.006000 {now}'),
  },
  {
    name: 'Report from the future',
    draft: { ...FIRST_DRAFT, iamat: { ...FIRST_DRAFT.iamat, time: '{now+3600}' } },
  },
  {
    name: 'Bad radius',
    draft: { ...FIRST_DRAFT, form: 'whatsat', whatsat: { client: 'kiwi', radius: '51', bound: '5' } },
  },
  {
    name: 'Unknown client',
    draft: { ...FIRST_DRAFT, form: 'whatsat', whatsat: { client: 'nobody', radius: '10', bound: '5' } },
  },
  {
    name: 'Half-closed WHATSAT',
    draft: { ...FIRST_DRAFT, form: 'whatsat', way: { ...PLAIN_WAY, halfClose: true } },
  },
  {
    name: 'Split inside UTF-8',
    draft: raw('IAMAT 🥝 +34.068930-118.445127 {now}', { cuts: '8', pauseMs: 300 }),
  },
  { name: 'One byte at a time', draft: raw('WHATSAT kiwi 10 5', { cuts: 'each', pauseMs: 20 }) },
  {
    name: 'Three lines at once, CR LF',
    draft: raw('IAMAT kiwi +34.068930-118.445127 {now}\nWHATSAT kiwi 10 5\nnonsense', { lineEnd: 'CRLF' }),
  },
  { name: 'Bytes that are no text', draft: raw('IAMAT \\xff\\x00\\x1b[31m +34-118 {now}') },
  { name: 'Unfinished line', draft: raw('IAMAT kiwi +34.0', { lineEnd: 'none', waitS: 2 }) },
];

/** Readable: only what differs from a fresh draft's other forms. */
export function templateText({ form, iamat, whatsat, raw: typed, way }: Draft): string {
  const fields = { iamat: { iamat }, whatsat: { whatsat }, raw: { raw: typed } }[form];
  return JSON.stringify({ form, ...fields, way }, null, 2);
}

/** The draft that a kept text stands for; undefined if it is none. Whatever is missing or odd is as in a fresh draft. */
export function draftOfTemplate(text: string): Draft | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(value)) return undefined;
  const form = FORMS.find((name) => name === value['form']);
  if (form === undefined) return undefined;
  const way = like(PLAIN_WAY, value['way']);
  const path = isRecord(value['iamat']) ? value['iamat']['path'] : [];
  return {
    form,
    iamat: { ...like(FIRST_DRAFT.iamat, value['iamat']), path: strings(path) },
    whatsat: like(FIRST_DRAFT.whatsat, value['whatsat']),
    raw: {
      ...like(FIRST_DRAFT.raw, value['raw']),
      as: isRecord(value['raw']) && value['raw']['as'] === 'hex' ? 'hex' : 'text',
    },
    way: { ...way, lineEnd: LINE_ENDS.find((end) => end === way.lineEnd) ?? 'LF' },
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const strings = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.filter((item): item is string => typeof item === 'string').slice(0, 1_000)
    : [];

/** The members of `model` that `value` has with the same type, else the model's. */
function like<T extends object>(model: T, value: unknown): T {
  if (!isRecord(value)) return model;
  const taken = Object.entries(model).map(([name, standard]) => {
    const own = value[name];
    return [name, typeof own === typeof standard && !Array.isArray(standard) ? own : standard];
  });
  return Object.fromEntries(taken) as T;
}
