/** The bodies of Google's two forms, as the fake Google answers them. Only for tests. */

export const LEGACY_PATH = '/maps/api/place/nearbysearch/json';
export const NEW_PATH = '/v1/places:searchNearby';

export interface FakePlace {
  readonly id: string;
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
}

export function fakePlaces(count: number): readonly FakePlace[] {
  return Array.from({ length: count }, (_, i) => ({
    id: `fake-${i}`,
    name: `Café ${i}\nby the sea`,
    latitude: 34 + i / 1000,
    longitude: -118 - i / 1000,
  }));
}

export function legacyBody(places: readonly FakePlace[], status: string, message?: string): object {
  const results = places.map(({ id, name, latitude, longitude }) => ({
    business_status: 'OPERATIONAL',
    geometry: { location: { lat: latitude, lng: longitude } },
    name,
    place_id: id,
    types: ['cafe', 'food'],
    vicinity: '1 Long Street, Los Angeles',
  }));
  return {
    ...(message === undefined ? {} : { error_message: message }),
    html_attributions: [],
    ...(places.length < 20 ? {} : { next_page_token: 'more' }),
    results,
    status,
  };
}

export function newBody(places: readonly FakePlace[]): object {
  return {
    places: places.map(({ id, name, latitude, longitude }) => ({
      id,
      types: ['cafe', 'food'],
      formattedAddress: '1 Long Street, Los Angeles, CA 90024, USA',
      shortFormattedAddress: '1 Long Street, Los Angeles',
      location: { latitude, longitude },
      viewport: {
        low: { latitude: latitude - 0.001, longitude: longitude - 0.001 },
        high: { latitude: latitude + 0.001, longitude: longitude + 0.001 },
      },
      rating: 4.5,
      userRatingCount: 12,
      businessStatus: 'OPERATIONAL',
      priceLevel: 'PRICE_LEVEL_MODERATE',
      displayName: { text: name, languageCode: 'en' },
    })),
  };
}

/** How the New interface says what the legacy one has a status for. */
export function newError(
  legacyStatus: string,
  message = 'No reason.',
): { readonly error: { readonly code: number; readonly message: string; readonly status: string } } {
  switch (legacyStatus) {
    case 'REQUEST_DENIED':
      return { error: { code: 403, message, status: 'PERMISSION_DENIED' } };
    case 'OVER_QUERY_LIMIT':
      return { error: { code: 429, message, status: 'RESOURCE_EXHAUSTED' } };
    case 'INVALID_REQUEST':
      return { error: { code: 400, message, status: 'INVALID_ARGUMENT' } };
    default:
      return { error: { code: 500, message, status: 'INTERNAL' } };
  }
}
