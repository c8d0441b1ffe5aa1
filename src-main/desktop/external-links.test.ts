import { describe, expect, it } from 'vitest';
import { externalLink } from './external-links.ts';

describe('externalLink', () => {
  it.each([
    'https://www.openstreetmap.org/copyright',
    'http://www.naturalearthdata.com/',
    'https://geonames.org/',
    'https://creativecommons.org/licenses/by/4.0/',
  ])('opens %s', (url) => expect(externalLink(url)).toBe(url));

  it.each([
    'https://example.org/',
    'https://openstreetmap.org.example.org/',
    'https://notopenstreetmap.org/',
    'https://openstreetmap.org@example.org/',
    'https://user:pw@openstreetmap.org/',
    'https://openstreetmap.org:8443/',
    'javascript:alert(1)//openstreetmap.org',
    'file:///etc/passwd',
    'ftp://openstreetmap.org/',
    'data:text/html,openstreetmap.org',
    'openstreetmap.org',
    'smb://openstreetmap.org/share',
    '',
  ])('doesn’t open %s', (url) => expect(externalLink(url)).toBeUndefined());
});
