/** Where answers to WHATSAT come from. */
import { Radio, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { SettingsView } from '../../src-shared/front-types.ts';
import { PLACES_SOURCES, type PlacesSourceName } from '../../src-shared/places-sources.ts';
import { paneKey } from '../actions/shortcut.ts';
import { KeySettings } from './key-settings.tsx';
import { type Change, errorText, saidInstead, useChange } from './use-change.ts';

const WORDS: Readonly<Record<PlacesSourceName, { readonly label: string; readonly help: string }>> = {
  gazetteer: {
    label: 'Built-in gazetteer',
    help: 'Towns, squares and postal areas of the world, offline: nothing leaves this machine.',
  },
  google: {
    label: 'Google Places, Nearby Search',
    help: 'The service that the course uses. A client’s position and the key are sent to Google with each WHATSAT.',
  },
  'google-new': {
    label: 'Google Places, Nearby Search (New)',
    help: 'The newer service, for keys that only have this one; its answers are given in the older form.',
  },
  off: { label: 'Off', help: 'WHATSAT is answered with an empty list of places.' },
};

export type GoogleSource = Extract<PlacesSourceName, `google${string}`>;

const isGoogle = (source: PlacesSourceName): source is GoogleSource => source.startsWith('google');

/** The address that Google's sources are asked at, or would be. */
const urlOf = ({ said, places }: SettingsView): string | null => said.places?.url ?? places.url;

export function PlacesSettings({ settings }: { settings: SettingsView }) {
  const change = useChange();
  const { said } = settings;
  const { source } = said.places ?? settings.places;
  const url = urlOf(settings);
  /** Chosen, and perhaps not in force: Google wants a key first. */
  const [chosen, setChosen] = useState(source);
  const choose = (value: string): void => {
    const next = PLACES_SOURCES.find((each) => each === value);
    if (next === undefined) return;
    setChosen(next);
    // Without a key Google would answer nothing: it comes into force with one.
    if (!isGoogle(next) || settings.hasKey) void change.set({ places: { source: next, url } });
  };
  const waits = chosen !== source && isGoogle(chosen) && !settings.hasKey;
  return (
    <Stack gap="md">
      <Radio.Group
        label="Source of places"
        description={
          'Where answers to WHATSAT come from, for our own servers; it is changed at once.' +
          (said.places === undefined
            ? ''
            : saidInstead('The command line', WORDS[settings.places.source].label))
        }
        error={errorText(change.error)}
        value={chosen}
        onChange={choose}
      >
        <Stack gap={8} mt={8}>
          {PLACES_SOURCES.map((each) => (
            <Radio
              key={each}
              value={each}
              size="xs"
              label={WORDS[each].label}
              description={WORDS[each].help}
              disabled={change.busy}
            />
          ))}
        </Stack>
      </Radio.Group>
      {isGoogle(chosen) && (
        <>
          <ServiceUrl settings={settings} source={chosen} change={change} />
          <KeySettings
            settings={settings}
            source={chosen}
            onKept={() => chosen !== source && void change.set({ places: { source: chosen, url } })}
          />
          {waits && <p className="settings-help">It comes into force when a key has been kept.</p>}
        </>
      )}
    </Stack>
  );
}

function ServiceUrl({
  settings,
  source,
  change,
}: {
  settings: SettingsView;
  source: GoogleSource;
  change: Change;
}) {
  const [typed, setTyped] = useState(urlOf(settings) ?? '');
  const own = useChange();
  const keep = (): void => {
    const url = typed.trim() === '' ? null : typed.trim();
    if (url === urlOf(settings)) return;
    // Until a key is there, only the address is kept: the source in force stays.
    const inForce = (settings.said.places ?? settings.places).source;
    void own.set({ places: { source: settings.hasKey ? source : inForce, url } });
  };
  return (
    <TextInput
      label="Address of the service"
      description="Empty: Google’s own. Else a server that answers in Google’s forms, such as one on this machine."
      inputWrapperOrder={['label', 'description', 'input', 'error']}
      placeholder="https://…"
      spellCheck={false}
      error={errorText(own.error)}
      disabled={change.busy || own.busy}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => paneKey('fields', event) === 'take' && keep()}
    />
  );
}
