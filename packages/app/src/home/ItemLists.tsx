import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { ErrorState } from '@wheelhouse/ui';
import type { HomeItem, HomeListSection } from '@wheelhouse/ui';
import { useId } from 'react';
import { CollectItems } from './CollectItems';
import { ItemLine } from './ItemLine';

const newestFirst = (left: HomeItem, right: HomeItem) =>
  (right.time ?? '').localeCompare(left.time ?? '');

/** The items of several plugins as one list, newest first. Without items it is one quiet line, or nothing. */
export function ItemLists(props: {
  title: string;
  sections: HomeListSection[];
  whenEmpty?: string;
}) {
  const { title, sections, whenEmpty } = props;
  const headingId = useId();
  return (
    <CollectItems sections={sections}>
      {collected => {
        const failed = collected.filter(({ error, items }) => error && !items);
        const loading = collected.some(({ error, items }) => !error && !items);
        const items = collected
          .flatMap(section => section.items ?? [])
          .sort(newestFirst);
        const empty = !loading && failed.length === 0 && items.length === 0;
        if (empty && !whenEmpty) return null;
        return (
          <section aria-labelledby={headingId} aria-busy={loading}>
            <Typography id={headingId} variant="h2" sx={{ mb: 0.5 }}>
              {title}
            </Typography>
            {empty && (
              <Typography color="text.secondary">{whenEmpty}</Typography>
            )}
            {failed.map(({ error, retry }, index) => (
              <ErrorState
                key={index}
                title={`“${title}” is not complete`}
                error={error}
                onRetry={retry}
              />
            ))}
            <Box component="ul" sx={{ m: 0, p: 0 }}>
              {items.map(item => (
                <ItemLine key={item.id} item={item} />
              ))}
            </Box>
            {loading && items.length === 0 && <LoadingLines />}
          </section>
        );
      }}
    </CollectItems>
  );
}

function LoadingLines() {
  return (
    <>
      {['62%', '48%', '55%'].map(width => (
        <Box
          key={width}
          sx={{ display: 'flex', alignItems: 'center', height: 45 }}
        >
          <Skeleton width={width} />
        </Box>
      ))}
    </>
  );
}
