export { darkTheme, lightTheme } from './theme/themes';
export { monoFont, textFont } from './theme/typography';
export { ThemeSwitch } from './theme/ThemeSwitch';
export { WheelhouseMark } from './theme/WheelhouseMark';
export { WheelhouseThemeProvider } from './theme/WheelhouseThemeProvider';

export { EmptyState } from './page/EmptyState';
export type { EmptyStateProps } from './page/EmptyState';
export { ErrorState } from './page/ErrorState';
export type { ErrorStateProps } from './page/ErrorState';
export { describeError } from './page/describeError';
export type { ErrorDescription } from './page/describeError';
export { isServerPath } from './page/isServerPath';
export { LiveIndicator } from './page/LiveIndicator';
export type { LiveIndicatorProps } from './page/LiveIndicator';
export { PageFrame } from './page/PageFrame';
export type { PageFrameProps } from './page/PageFrame';
export { SidePanel } from './page/SidePanel';
export type { SidePanelProps } from './page/SidePanel';
export { VisuallyHidden } from './page/VisuallyHidden';

export { Fact, Facts } from './facts/Facts';
export { FormActions } from './form/FormActions';
export { StatusLabel } from './status/StatusLabel';
export type { Status, StatusLabelProps } from './status/StatusLabel';
export { TimeAgo } from './time/TimeAgo';
export type { TimeAgoProps } from './time/TimeAgo';
export { formatLocal, formatRelative, formatUtc } from './time/formatTime';

export { randomId } from './ids/randomId';
export { CopyButton } from './names/CopyButton';
export type { CopyButtonProps } from './names/CopyButton';
export { ShortName } from './names/ShortName';
export type { ShortNameProps } from './names/ShortName';

export { LogBuffer } from './log/LogBuffer';
export type { LogEntry } from './log/LogBuffer';
export { LogView } from './log/LogView';
export type { LogViewProps } from './log/LogView';
export { safeLogText } from './log/logText';

export { SecretOnce } from './secrets/SecretOnce';
export type { SecretOnceProps } from './secrets/SecretOnce';
export { ConfirmDialog } from './dialogs/ConfirmDialog';
export type { ConfirmDialogProps } from './dialogs/ConfirmDialog';

export { DataTable } from './table/DataTable';
export { RowButton } from './table/RowButton';
export { useStable } from './table/useStable';
export type {
  DataTableColumn,
  DataTableFilters,
  DataTableProps,
  DataTableSelection,
} from './table/types';

export { useAddress } from './address/useAddress';
export { QueryProvider, createQueryClient } from './query/QueryProvider';
export { usePagedList } from './query/pagedList';
export type { PagedList } from './query/pagedList';
export { PluginClient, queryText, statusOf } from './http/PluginClient';
export type { PluginCall } from './http/PluginClient';

export { HomeSectionBlueprint } from './home/HomeSectionBlueprint';
export { homeItemsOf } from './home/homeItemsOf';
export type {
  HomeItem,
  HomeItems,
  HomeListSection,
  HomeSection,
  HomeTool,
  HomeToolsSection,
} from './home/types';

export { PaletteCommandBlueprint } from './palette/PaletteCommandBlueprint';
export { PaletteProvider, usePalette } from './palette/PaletteProvider';
export type { PaletteActions } from './palette/PaletteProvider';
export { Key } from './palette/Key';
export { commandKey } from './palette/commandKey';
export type {
  PaletteCommand,
  PaletteLoader,
  PaletteSource,
} from './palette/types';
export { SidebarUserBlueprint } from './sidebar/SidebarUserBlueprint';
export type { SidebarUserProps } from './sidebar/SidebarUserBlueprint';
export { SandboxNotice } from './shell/SandboxNotice';
