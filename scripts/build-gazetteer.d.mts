/** What the tests may call of the build script, which is plain JavaScript so that it runs before any build. */
export interface BuiltGazetteer {
  readonly target: string;
  /** False: it was up to date. */
  readonly built: boolean;
  readonly places?: number;
  readonly bytes?: number;
}

/** A place to pack; positions in 100,000ths of a degree. */
export interface PackedPlace {
  /** 0: a town, 1: a postal code. */
  readonly kind: number;
  readonly name: string;
  readonly group: string;
  readonly area: string;
  readonly latitude: number;
  readonly longitude: number;
}

export declare const DEFAULT_TARGET: string;
export declare function buildGazetteer(target?: string): BuiltGazetteer;
export declare function packGazetteer(places: readonly PackedPlace[], stamp: string): Buffer;
