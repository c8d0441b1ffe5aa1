/** What the tests may call of the build script, which is plain JavaScript so that it runs before any build. */
export interface BuiltGazetteer {
  readonly target: string;
  /** False: it was up to date. */
  readonly built: boolean;
  readonly places?: number;
  readonly bytes?: number;
}

export declare const DEFAULT_TARGET: string;
export declare function buildGazetteer(target?: string): BuiltGazetteer;
