/** Where places can come from, as `--places` and the settings name it; the first is the default. */
export const PLACES_SOURCES = ['gazetteer', 'google', 'google-new', 'off'] as const;
export type PlacesSourceName = (typeof PLACES_SOURCES)[number];
