import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { ACTION_IDS, ACTIONS, actionSpec } from '../../src-shared/actions.ts';
import { menuTemplate } from './menu-template.ts';

const submenu = (menu: MenuItemConstructorOptions) => menu.submenu as MenuItemConstructorOptions[];
const build = (options: { mac?: boolean; forDevelopers?: boolean } = {}) => {
  const acted: string[] = [];
  const menus = menuTemplate({ mac: false, forDevelopers: false, act: (id) => acted.push(id), ...options });
  const items = menus.flatMap((menu) => (Array.isArray(menu.submenu) ? submenu(menu) : []));
  return { menus, items, acted };
};

describe('the menu', () => {
  it('has every action once, under its group, and says which was chosen', () => {
    const { menus, items, acted } = build();
    expect(items.flatMap(({ id }) => id ?? []).sort()).toEqual([...ACTION_IDS].sort());
    for (const item of items) if (item.id) (item.click as () => void)();
    expect([...acted].sort()).toEqual([...ACTION_IDS].sort());
    for (const menu of menus.filter((one) => Array.isArray(one.submenu))) {
      for (const { id } of submenu(menu)) {
        if (id) expect(`&${ACTIONS[id as keyof typeof ACTIONS].group}`).toBe(menu.label);
      }
    }
  });

  it('has no key twice, and no bare one', () => {
    const keys = build().items.flatMap(({ accelerator }) => accelerator ?? []);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.every((key) => String(key).includes('+'))).toBe(true);
    expect(keys.length).toBe(ACTION_IDS.filter((id) => actionSpec(id).keys?.includes('+')).length);
  });

  it('has the system’s own items', () => {
    const roles = (options = {}) => build(options).items.flatMap(({ role }) => role ?? []);
    expect(roles()).toEqual(
      expect.arrayContaining(['undo', 'redo', 'cut', 'copy', 'paste', 'zoomIn', 'togglefullscreen', 'quit']),
    );
    expect(roles()).not.toContain('toggleDevTools');
    expect(roles({ forDevelopers: true })).toContain('toggleDevTools');
    expect(build({ mac: true }).menus[0]).toEqual({ role: 'appMenu' });
  });

  it('has no line at the beginning or end of a menu, and no two in a row', () => {
    for (const menu of build({ forDevelopers: true }).menus) {
      if (!Array.isArray(menu.submenu)) continue;
      const kinds = submenu(menu).map(({ type }) => (type === 'separator' ? '-' : 'x'));
      expect(kinds.join('')).toMatch(/^x(-?x)*$/);
    }
  });
});
