import type { HomeItems, HomeListSection } from '@wheelhouse/ui';
import type { ReactElement } from 'react';

interface CollectItemsProps {
  sections: HomeListSection[];
  /** Of the sections before these. */
  collected?: HomeItems[];
  children: (collected: HomeItems[]) => ReactElement | null;
}

/** Calls each section's hook in a component of its own, and gives what they know to `children`. */
export function CollectItems(props: CollectItemsProps): ReactElement | null {
  const { sections, collected = [], children } = props;
  const [section, ...rest] = sections;
  if (!section) return children(collected);
  return (
    <CollectOne section={section}>
      {items => (
        <CollectItems sections={rest} collected={[...collected, items]}>
          {children}
        </CollectItems>
      )}
    </CollectOne>
  );
}

function CollectOne(props: {
  section: HomeListSection;
  children: (items: HomeItems) => ReactElement;
}) {
  return props.children(props.section.useItems());
}
