/**
 * Leaflet, loaded when the first map is shown. On loading it tries whether the browser knows SVG by writing markup
 * into an element, which this page's policy forbids. It tries so only where SVG elements can make rectangles, so it
 * is kept from seeing that they can. We draw on canvases: what it finds out is not used.
 */
export type Leaflet = typeof import('leaflet');

let loaded: Promise<Leaflet> | undefined;

export const loadLeaflet = (): Promise<Leaflet> => {
  loaded ??= load();
  return loaded;
};

async function load(): Promise<Leaflet> {
  const prototype = SVGSVGElement.prototype;
  const own = Object.getOwnPropertyDescriptor(prototype, 'createSVGRect');
  Reflect.deleteProperty(prototype, 'createSVGRect');
  try {
    const module = await import('leaflet');
    return module.default;
  } finally {
    if (own) Object.defineProperty(prototype, 'createSVGRect', own);
  }
}
