/** To come. */
export function SettingsDialog() {
  return null;
}
