/** The look of the component library: one accent, one scale of type, one radius. Colours of our own are in console.css. */
import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';
import { focusBack } from '../ui/focus-back.ts';

const indigo: MantineColorsTuple = [
  '#eef2ff',
  '#dfe6ff',
  '#bccaff',
  '#93aaff',
  '#7390fb',
  '#5877f0',
  '#3f5fe0',
  '#3350c4',
  '#2a429f',
  '#22357d',
];

/** The library's dark surfaces, from text to ground: our slate instead of its grey. */
const dark: MantineColorsTuple = [
  '#e4e9f0',
  '#c3ccd8',
  '#9aa6b5',
  '#76828f',
  '#333d4a',
  '#27303b',
  '#1e252e',
  '#171c23',
  '#12161c',
  '#0e1217',
];

export const theme = createTheme({
  colors: { indigo, dark },
  primaryColor: 'indigo',
  primaryShade: { light: 6, dark: 6 },
  fontFamily: '"Inter Variable", system-ui, sans-serif',
  fontFamilyMonospace: '"JetBrains Mono Variable", ui-monospace, monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  headings: { fontFamily: '"Inter Variable", system-ui, sans-serif', fontWeight: '620' },
  defaultRadius: 'md',
  radius: { xs: '3px', sm: '5px', md: '7px', lg: '10px', xl: '16px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  autoContrast: true,
  focusRing: 'auto',
  components: {
    Button: { defaultProps: { size: 'xs' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    TextInput: { defaultProps: { size: 'xs' } },
    NumberInput: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs', comboboxProps: { shadow: 'md' } } },
    Autocomplete: { defaultProps: { size: 'xs' } },
    MultiSelect: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs' } },
    SegmentedControl: { defaultProps: { size: 'xs' } },
    Switch: { defaultProps: { size: 'xs' } },
    Checkbox: { defaultProps: { size: 'xs' } },
    Table: { defaultProps: { verticalSpacing: 5, horizontalSpacing: 'sm', fz: 'sm' } },
    Tooltip: { defaultProps: { openDelay: 350, withArrow: true, fz: 'xs' } },
    Menu: { defaultProps: { shadow: 'md', position: 'bottom-start' } },
    Modal: {
      defaultProps: {
        centered: true,
        onExitTransitionEnd: focusBack,
        closeButtonProps: { 'aria-label': 'Close' },
        overlayProps: { backgroundOpacity: 0.4, blur: 1 },
      },
    },
  },
});

/** The library's own surfaces take our colours. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#17202b',
    '--mantine-color-dimmed': '#56616f',
    '--mantine-color-default-border': '#d3dae3',
    '--mantine-color-error': '#bb2430',
    '--mantine-color-placeholder': '#6b7684',
  },
  dark: {
    '--mantine-color-body': '#171c23',
    '--mantine-color-text': '#e4e9f0',
    '--mantine-color-dimmed': '#9aa6b5',
    '--mantine-color-default': '#1e252e',
    '--mantine-color-default-hover': '#27303b',
    '--mantine-color-default-border': '#333d4a',
    '--mantine-color-error': '#ff8087',
    '--mantine-color-placeholder': '#8591a1',
  },
});
