/**
 * A certificate for Google's hosts, made anew for each stand-in and trusted by nobody but the programs that are
 * graded. An authority of its own signs it, because strict clients take no certificate that vouches for itself.
 * No key of either ever leaves this process.
 */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import {
  bits,
  boolean,
  explicit,
  implicit,
  integer,
  objectId,
  octets,
  sequence,
  set,
  text,
  utcTime,
} from './der.ts';

export interface Certificate {
  /** PEM, of the server and of its authority. */
  readonly chain: string;
  readonly key: string;
  /** PEM of the authority: who trusts it trusts the server. */
  readonly authority: string;
}

const DAY_MS = 86_400_000;
/** Long enough for any class, and before 2050. */
const VALID_DAYS = 30;
const ECDSA_SHA256 = sequence(objectId('1.2.840.10045.4.3.2'));
const [DNS_NAME, IP_ADDRESS] = [2, 7];

interface Part {
  readonly name: string;
  readonly publicKey: KeyObject;
  readonly extensions: readonly Buffer[];
}

/** For these names of hosts, and for the loopback. */
export function makeCertificate(hosts: readonly string[], now: Date): Certificate {
  const authority = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const server = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const issuer = { name: 'Herd Console grader', key: authority.privateKey };
  const by = extension('2.5.29.35', sequence(implicit(0, keyId(authority.publicKey))));
  const names = [...hosts, 'localhost'].map((host) => implicit(DNS_NAME, Buffer.from(host, 'ascii')));
  const authorityPem = signed(issuer, now, {
    name: issuer.name,
    publicKey: authority.publicKey,
    extensions: [
      extension('2.5.29.19', sequence(boolean(true)), 'critical'),
      // keyCertSign and cRLSign
      extension('2.5.29.15', bits(Buffer.of(0x06), 1), 'critical'),
      extension('2.5.29.14', octets(keyId(authority.publicKey))),
      by,
    ],
  });
  const serverPem = signed(issuer, now, {
    name: hosts[0] ?? 'localhost',
    publicKey: server.publicKey,
    extensions: [
      extension('2.5.29.19', sequence(), 'critical'),
      // digitalSignature
      extension('2.5.29.15', bits(Buffer.of(0x80), 7), 'critical'),
      // serverAuth
      extension('2.5.29.37', sequence(objectId('1.3.6.1.5.5.7.3.1'))),
      extension('2.5.29.14', octets(keyId(server.publicKey))),
      by,
      extension('2.5.29.17', sequence(...names, implicit(IP_ADDRESS, Buffer.of(127, 0, 0, 1)))),
    ],
  });
  return {
    chain: serverPem + authorityPem,
    key: server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    authority: authorityPem,
  };
}

function extension(id: string, value: Buffer, critical?: 'critical'): Buffer {
  return sequence(objectId(id), ...(critical === undefined ? [] : [boolean(true)]), octets(value));
}

function keyId(key: KeyObject): Buffer {
  return createHash('sha1')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest();
}

const commonName = (name: string): Buffer => sequence(set(sequence(objectId('2.5.4.3'), text(name))));

function signed(issuer: { readonly name: string; readonly key: KeyObject }, now: Date, part: Part): string {
  const serial = randomBytes(16);
  // Positive, and without leading zeros.
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  const toSign = sequence(
    // Version 3
    explicit(0, integer(Buffer.of(2))),
    integer(serial),
    ECDSA_SHA256,
    commonName(issuer.name),
    // A day back, for clocks that differ.
    sequence(
      utcTime(new Date(now.getTime() - DAY_MS)),
      utcTime(new Date(now.getTime() + VALID_DAYS * DAY_MS)),
    ),
    commonName(part.name),
    part.publicKey.export({ type: 'spki', format: 'der' }),
    explicit(3, sequence(...part.extensions)),
  );
  const der = sequence(toSign, ECDSA_SHA256, bits(sign('sha256', toSign, issuer.key)));
  const lines = der.toString('base64').replaceAll(/.{64}/g, '$&\n').trimEnd();
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}
