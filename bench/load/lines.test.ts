import { describe, expect, it } from 'vitest';
import { clientName, leastReplyLength, ReportBatch, reportLine } from './lines.ts';

const stampOf = (line: string): string => line.trimEnd().split(' ')[3]!;

describe('the lines of the load', () => {
  it('are reports whose timestamps grow by at least what a double can tell apart', () => {
    const stamps = Array.from({ length: 1000 }, (_, n) => stampOf(reportLine(clientName(n))));
    for (let n = 1; n < stamps.length; n += 1)
      expect(Number(stamps[n])).toBeGreaterThan(Number(stamps[n - 1]));
  });

  it('are renewed in place to well-formed reports of the same clients, newer than all before', () => {
    const clients = [clientName(1), clientName(22), clientName(333)];
    const batch = new ReportBatch(clients);
    let newest = Math.max(...text(batch).map((line) => Number(stampOf(line))));
    for (let round = 0; round < 12_345; round += 1) {
      batch.renew();
      if (round % 500 > 0) continue;
      const lines = text(batch);
      expect(lines.map((line) => line.split(' ')[1])).toEqual(clients);
      for (const line of lines) {
        expect(line).toMatch(/^IAMAT \S+ \+34\.068930-118\.445127 \d{10}\.\d{9}$/);
        expect(Number(stampOf(line))).toBeGreaterThan(newest);
      }
      newest = Number(stampOf(lines[0]!));
    }
    batch.renew();
    expect(stampOf(text(batch)[0]!) < stampOf(reportLine('next'))).toBe(true);
  });

  it('have replies that are longer than the bytes that are skipped unread', () => {
    const [, client, location, stamp] = reportLine(clientName(7)).trimEnd().split(' ');
    expect(leastReplyLength(clientName(7))).toBeLessThan(`AT A +0.0 ${client} ${location} ${stamp}`.length);
    expect(leastReplyLength(clientName(7))).toBeLessThan(`? IAMAT ${client} ${location} ${stamp}`.length);
  });
});

const text = (batch: ReportBatch): string[] => batch.bytes.toString().trimEnd().split('\n');
