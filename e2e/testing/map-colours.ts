/** What the map has painted: its land is there when the basemap is. */
import { expect, type Page } from '@playwright/test';

const LAND = { light: 0xf5f3ec, dark: 0x1d232b } as const;
export const SEA_LIGHT = 0xcfdfee;

/** The colours of the lower canvas, each as 0xRRGGBB. */
export const mapColours = (page: Page): Promise<number[]> =>
  page.locator('[data-pane="map"] canvas.map-canvas:not(.map-above)').evaluate((element) => {
    if (!(element instanceof HTMLCanvasElement)) return [];
    const data = element.getContext('2d')?.getImageData(0, 0, element.width, element.height).data ?? [];
    const seen = new Set<number>();
    for (let i = 0; i < data.length; i += 4) {
      seen.add(((data[i] ?? 0) << 16) | ((data[i + 1] ?? 0) << 8) | (data[i + 2] ?? 0));
    }
    return [...seen];
  });

export const expectLand = (page: Page, theme: keyof typeof LAND): Promise<void> =>
  expect.poll(async () => (await mapColours(page)).includes(LAND[theme])).toBe(true);
