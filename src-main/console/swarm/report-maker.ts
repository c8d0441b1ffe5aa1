/** Makes the reports of simulated clients: each in turn, a little further on, with a time that is always newer. */
import { formatLocation, type Moment, type Report } from '../../../src-shared/protocol/index.ts';
import { wallClock } from '../../herd/wall-clock.ts';
import { presentTimes } from '../../scenario/index.ts';
import { Walk } from './walk.ts';

export interface Crowd {
  readonly clients: number;
  readonly prefix: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly radiusKm: number;
}

export class ReportMaker {
  readonly #crowd: Crowd;
  readonly #walk: Walk;
  /** When each was last heard of, in ms; NaN: not yet. */
  readonly #walkedAt: Float64Array;
  readonly #times = presentTimes(systemTime());
  #next = 0;

  constructor(crowd: Crowd, random: () => number) {
    this.#crowd = crowd;
    const { clients, latitude, longitude, radiusKm } = crowd;
    this.#walk = new Walk({
      clients,
      centre: { latitude, longitude },
      radiusMetres: radiusKm * 1000,
      random,
    });
    this.#walkedAt = new Float64Array(clients).fill(Number.NaN);
  }

  next(nowMs: number): Report {
    const client = this.#next;
    this.#next = (client + 1) % this.#crowd.clients;
    const walkedAt = this.#walkedAt[client] ?? Number.NaN;
    this.#walkedAt[client] = nowMs;
    const place = Number.isNaN(walkedAt)
      ? this.#walk.position(client)
      : this.#walk.step(client, (nowMs - walkedAt) / 1000);
    return {
      kind: 'iamat',
      client: `${this.#crowd.prefix}${client + 1}`,
      location: formatLocation(place),
      timestamp: this.#times(),
    };
  }
}

function systemTime(): () => Moment {
  const read = wallClock();
  return () => {
    const now = { seconds: 0, nanos: 0 };
    read(now);
    return now;
  };
}
