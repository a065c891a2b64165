import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type {
  RolloutPod,
  RolloutProgress,
} from '@wheelhouse/plugin-restarts-common';
import { useRef } from 'react';
import { PodTile, TileSlot } from './PodTile';

/** With more pods than this the tiles are dots with their names on hover. */
const MOST_TILES = 24;

/** The pods as tiles: the old ones' places empty on one side while the new ones' fill on the other. */
export function PodTiles(props: { name: string; progress: RolloutProgress }) {
  const { name, progress } = props;
  const old = progress.pods.filter(pod => !pod.isNew);
  const fresh = progress.pods.filter(pod => pod.isNew);
  // The places stay when their pods go: nothing moves but what happens.
  const places = useRef(0);
  places.current = Math.max(places.current, old.length, progress.desired);
  const compact = Math.max(places.current, fresh.length) > MOST_TILES;
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' },
        gap: { xs: 2, sm: 4 },
      }}
    >
      <Side
        title="Old pods"
        said={old.length === 0 ? 'none left' : `${old.length} left`}
        name={name}
        pods={old}
        places={places.current}
        compact={compact}
      />
      <Side
        title="New pods"
        said={`${progress.available} of ${progress.desired} ready`}
        name={name}
        pods={fresh}
        places={progress.desired}
        compact={compact}
      />
    </Box>
  );
}

function Side(props: {
  title: string;
  said: string;
  name: string;
  pods: RolloutPod[];
  places: number;
  compact: boolean;
}) {
  const { title, said, name, pods, places, compact } = props;
  const free = Math.max(0, places - pods.length);
  return (
    <section aria-label={title}>
      <Typography component="h2" variant="subtitle2" sx={{ mb: 1 }}>
        {title}{' '}
        <Box
          component="span"
          data-figures
          sx={{ color: 'text.secondary', fontWeight: 400 }}
        >
          {said}
        </Box>
      </Typography>
      <Box
        component="ul"
        sx={{
          display: 'grid',
          gridTemplateColumns: compact
            ? 'repeat(auto-fill, 18px)'
            : 'repeat(auto-fill, minmax(160px, 1fr))',
          gap: compact ? 0.5 : 1,
          listStyle: 'none',
          m: 0,
          p: 0,
        }}
      >
        {pods.map(pod => (
          <PodTile
            key={`${pod.name} ${pod.created}`}
            pod={pod}
            workload={name}
            compact={compact}
          />
        ))}
        {Array.from({ length: free }, (_, index) => (
          <TileSlot key={index} compact={compact} />
        ))}
      </Box>
    </section>
  );
}
