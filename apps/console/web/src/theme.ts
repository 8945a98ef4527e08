import { Badge, Button, createTheme, Modal, Table, Tooltip, type MantineColorsTuple } from '@mantine/core';

/** The one accent: the blue-green of a cold store's door. */
const frost: MantineColorsTuple = ['#e6f6f6', '#d0e9ea', '#a3d3d5', '#72bcbf', '#4ba8ac', '#329ba0', '#1a7f85', '#0c6b73', '#085961', '#00474e'];

export const theme = createTheme({
  primaryColor: 'frost',
  primaryShade: { light: 7, dark: 6 },
  colors: { frost },
  defaultRadius: 'sm',
  fontFamily: '-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  headings: { fontWeight: '600', sizes: { h1: { fontSize: '1.375rem' }, h2: { fontSize: '0.9375rem' }, h3: { fontSize: '0.875rem' } } },
  cursorType: 'pointer',
  components: {
    Badge: Badge.extend({ defaultProps: { variant: 'light', radius: 'sm', tt: 'none', fw: 600, lts: 0 } }),
    Button: Button.extend({ defaultProps: { size: 'xs', fw: 500 } }),
    Modal: Modal.extend({ defaultProps: { radius: 'md', overlayProps: { backgroundOpacity: 0.4 }, closeButtonProps: { 'aria-label': 'Close' }, transitionProps: { duration: 120 } } }),
    Table: Table.extend({ defaultProps: { verticalSpacing: 6, horizontalSpacing: 'sm' } }),
    Tooltip: Tooltip.extend({ defaultProps: { withArrow: true, openDelay: 300, multiline: true, maw: 320, events: { hover: true, focus: true, touch: true } } }),
  },
});
