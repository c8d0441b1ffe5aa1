import { describe, expect, it } from 'vitest';
import { externalLink } from './external-links.ts';

describe('externalLink', () => {
  it('opens the page that the map names', () => {
    const page = 'https://www.openstreetmap.org/copyright';
    expect(externalLink(page)).toBe(page);
  });

  it.each([
    'https://example.org/',
    'https://www.openstreetmap.org/',
    'https://www.openstreetmap.org/copyright?x=y',
    'https://www.openstreetmap.org.example.org/copyright',
    'https://www.openstreetmap.org@example.org/copyright',
    'https://user:pw@www.openstreetmap.org/copyright',
    'https://www.openstreetmap.org:8443/copyright',
    'http://www.openstreetmap.org/copyright',
    // Any page of a Google site could be a form that takes what is in its address.
    'https://docs.google.com/forms/d/x/formResponse?entry=secret',
    'https://www.google.com/url?q=https://example.org/',
    'https://sites.google.com/view/x',
    'javascript:alert(1)//www.openstreetmap.org/copyright',
    'file:///etc/passwd',
    'data:text/html,www.openstreetmap.org/copyright',
    'smb://www.openstreetmap.org/copyright',
    '',
  ])('doesn’t open %s', (url) => expect(externalLink(url)).toBeUndefined());
});
