import type { BatchItem } from '@wheelhouse/plugin-restarts-common';
import { type DataTableColumn, ShortName, StatusLabel } from '@wheelhouse/ui';
import { kindWord } from '../words';
import { itemLook } from './batchWords';

export const batchColumns: DataTableColumn<BatchItem>[] = [
  {
    id: 'name',
    header: 'Name',
    width: '1.6fr',
    value: item => item.name,
    cell: item => <ShortName name={item.name} />,
  },
  {
    id: 'state',
    header: 'State',
    width: '2fr',
    value: item => itemLook(item.state).word,
    cell: item => {
      const { status, word } = itemLook(item.state);
      return (
        <StatusLabel
          oneLine
          status={status}
          word={word}
          reason={item.message}
        />
      );
    },
  },
  {
    id: 'namespace',
    header: 'Namespace',
    value: item => item.namespace,
    cell: item => <ShortName name={item.namespace} length={20} />,
  },
  {
    id: 'cluster',
    header: 'Cluster',
    width: '0.8fr',
    value: item => item.cluster,
    cell: item => <ShortName name={item.cluster} length={20} />,
  },
  {
    id: 'kind',
    header: 'Kind',
    width: '110px',
    list: 'none',
    value: item => kindWord(item.kind),
  },
];
